// SPDX-License-Identifier: Apache-2.0
// A small pack on disk, for tests that load one: written into a folder that goes away with it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace harbinger::tests {

class PackFolder {
 public:
  PackFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "harbinger-pack-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    write("pack.yaml", R"(pack: small
date: 2024-12-31
confidence: {high: 0.95, low: 0.5}
sources: sources.csv
roles: {site: Site, country: Country, owns: OWNS, located_in: LOCATED_IN, part_of: PART_OF}
nodes:
  - {table: countries.csv, kind: Country}
  - table: companies.csv
    kind: Company
    attributes: {founded: date, staff: integer, listed: truth}
  - table: sites.csv
    kind: Site
    attributes:
      country: {ref: [Country], relation: LOCATED_IN}
      part_of: {ref: [Site], relation: PART_OF}
      lat: number
relations:
  - table: owns.csv
    relation: OWNS
    from: {column: owner, kinds: [Company, Country]}
    to: {column: owned, kinds: [Company, Site]}
    attributes: {share: share}
)");
    write("sources.csv",
          "id,title,publisher,date,address,licence,collection,note\ns1,First,P,2020,,,no,\n");
    write("countries.csv", "id,name,confidence,source\nAAA,Aland,high,s1\n");
    write("companies.csv",
          "id,name,founded,staff,listed,confidence,source\nmaker,Maker,1997,\"[10, "
          "20]\",yes,high,s1\n");
    write("sites.csv",
          "id,name,country,part_of,lat,confidence,source\nport,Port of A,AAA,,1.5,high,s1\n"
          "terminal,Terminal,AAA,port,,low,s1\n");
    write("owns.csv",
          "owner,owned,share,valid_from,valid_to,confidence,source\nAAA,maker,0.5,2010,2020-06,"
          "high,s1\n");
  }
  ~PackFolder() { std::filesystem::remove_all(path_); }
  PackFolder(const PackFolder&) = delete;
  PackFolder& operator=(const PackFolder&) = delete;

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(std::filesystem::path(path_) / name, std::ios::binary) << content;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace harbinger::tests
