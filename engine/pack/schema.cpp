// SPDX-License-Identifier: Apache-2.0
#include "pack/schema.hpp"

#include <algorithm>
#include <array>

namespace harbinger::pack {

namespace {

template <class Id>
Id find_shape(const std::vector<Shape>& shapes, std::string_view name) {
  for (std::size_t i = 0; i < shapes.size(); ++i)
    if (shapes[i].name == name) return Id(i);
  return Id();
}

std::vector<std::string> names_of(const std::vector<Shape>& shapes) {
  std::vector<std::string> names;
  for (const Shape& shape : shapes) names.push_back(shape.name);
  return names;
}

}  // namespace

std::string_view to_text(AttributeType type) {
  static constexpr std::array names{"text",  "texts", "integer", "number",
                                    "share", "date",  "truth",   "ref"};
  return names[static_cast<std::size_t>(type)];
}

std::optional<std::size_t> Shape::find(std::string_view attribute) const {
  for (std::size_t i = 0; i < attributes.size(); ++i)
    if (attributes[i].name == attribute) return i;
  return std::nullopt;
}

KindId Schema::kind(std::string_view name) const { return find_shape<KindId>(kinds, name); }
RelationId Schema::relation(std::string_view name) const {
  return find_shape<RelationId>(relations, name);
}
std::vector<std::string> Schema::kind_names() const { return names_of(kinds); }
std::vector<std::string> Schema::relation_names() const { return names_of(relations); }

}  // namespace harbinger::pack
