// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/shared_terms.hpp"

#include <numeric>

#include "signal/detail/shares.hpp"

namespace harbinger::signal::detail {

using expr::Value;

SharedTerms::SharedTerms(const Plan& plan, const World& world,
                         std::span<const std::uint32_t> candidates, unsigned threads)
    : plan_(plan), world_(world), shared_(plan, world), text_(text_field(plan)) {
  if (plan.value && text_ == nullptr) value_.emplace(plan, world, *plan.value);
  if (has_constant_term(plan)) {
    shared_.open_binding();
    TermMaker(plan, world).for_each_term({}, Value(), [&](const Value& term) {
      shared_.add(term);
    });
  }
  if (candidates.empty()) return;
  std::vector<TermColumns> parts(share_count(candidates.size(), threads), TermColumns(plan, world));
  for_each_share(
      candidates.size(), threads, [&](std::size_t share, std::size_t begin, std::size_t end) {
        add_terms_of({plan, plan.term_variables[0], candidates.subspan(begin, end - begin)},
                     parts[share]);
      });
  shared_ = std::move(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) shared_.append(parts[i]);
  first_ = candidates.front();
  places_.resize(candidates.back() - first_ + 1);
  for (std::size_t i = 0; i < candidates.size(); ++i)
    places_[candidates[i] - first_] = static_cast<std::uint32_t>(i);
}

void SharedTerms::add_terms_of(const ManyBindings& bindings, TermColumns& terms) const {
  if (text_ != nullptr) {
    for (std::size_t i = 0; i < bindings.count; ++i) {
      terms.open_binding();
      terms.add_text(text_->field.text_number(world_.view, bindings.at(i, text_->variable)));
    }
    return;
  }
  std::vector<std::uint32_t> binding(plan_.pattern.slots());
  TermMaker maker(plan_, world_);
  const auto add = [&](std::size_t i, const Value& value) {
    for (const std::uint32_t slot : plan_.term_variables) binding[slot] = bindings.at(i, slot);
    terms.open_binding();
    maker.for_each_term(binding, value, [&](const Value& term) { terms.add(term); });
  };
  if (value_) return value_->ask(bindings, add);
  for (std::size_t i = 0; i < bindings.count; ++i) add(i, Value());
}

RowTerms SharedTerms::of(const BindingRows& rows) const {
  RowTerms terms{&shared_, TermColumns(plan_, world_), std::vector<std::uint32_t>(rows.size(), 0)};
  if (has_constant_term(plan_)) return terms;
  if (!places_.empty()) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      terms.bindings[i] = places_[rows.row(i)[1] - first_];
    return terms;
  }
  terms.shared = nullptr;
  add_terms_of({plan_, rows}, terms.own);
  std::iota(terms.bindings.begin(), terms.bindings.end(), 0u);
  return terms;
}

}  // namespace harbinger::signal::detail
