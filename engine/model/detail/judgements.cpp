// SPDX-License-Identifier: Apache-2.0
#include "model/detail/judgements.hpp"

#include <algorithm>

namespace harbinger::model {

std::vector<std::string> part_names(const Model& model, const Dimension& dimension) {
  std::vector<std::string> names;
  for (const DimensionId child : dimension.children) {
    const std::string& id = model[child].id;
    names.push_back(id.substr(id.rfind('.') + 1));
  }
  if (dimension.points) names.emplace_back("points");
  for (const Indicator& indicator : dimension.indicators) names.push_back(indicator.signal);
  return names;
}

Eigen::MatrixXd judgement_matrix(const Model& model, const Dimension& dimension) {
  const std::vector<std::string> names = part_names(model, dimension);
  const auto n = static_cast<Eigen::Index>(names.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Ones(n, n);
  for (const Judgement& judgement : dimension.judgements) {
    const auto i = std::find(names.begin(), names.end(), judgement.of) - names.begin();
    const auto j = std::find(names.begin(), names.end(), judgement.over) - names.begin();
    if (i == n || j == n || i == j) continue;
    matrix(i, j) = judgement.times;
    matrix(j, i) = 1 / judgement.times;
  }
  return matrix;
}

}  // namespace harbinger::model
