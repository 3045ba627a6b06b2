// SPDX-License-Identifier: Apache-2.0
// The names of the ways to weigh parts; weights.hpp has the ways themselves (and shows Eigen).
#pragma once

namespace harbinger::model {

enum class WeightMethod : unsigned char { given, equal, ahp, entropy, critic, pca };

}  // namespace harbinger::model
