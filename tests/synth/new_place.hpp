// SPDX-License-Identifier: Apache-2.0
// A folder of a test's own, gone at its end.
#pragma once

#include <filesystem>
#include <string>

#include <stdlib.h>  // mkdtemp: POSIX, not in <cstdlib>'s std

namespace harbinger::tests {

class NewPlace {
 public:
  NewPlace() {
    std::string name = (std::filesystem::temp_directory_path() / "harbinger-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = name;
  }
  ~NewPlace() {
    std::error_code code;
    std::filesystem::remove_all(path_, code);
  }
  NewPlace(const NewPlace&) = delete;
  NewPlace& operator=(const NewPlace&) = delete;

  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace harbinger::tests
