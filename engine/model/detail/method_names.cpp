// SPDX-License-Identifier: Apache-2.0
#include "model/detail/method_names.hpp"

namespace harbinger::model {

const MethodNames<CombineMethod>& combine_names() {
  using enum CombineMethod;
  static const MethodNames<CombineMethod> names{"way to combine",
                                                {{"arithmetic", arithmetic},
                                                 {"geometric", geometric},
                                                 {"harmonic", harmonic},
                                                 {"noisy_or", noisy_or},
                                                 {"max", max},
                                                 {"min", min},
                                                 {"owa", owa},
                                                 {"power_mean", power_mean}}};
  return names;
}

const MethodNames<WeightMethod>& weight_names() {
  using enum WeightMethod;
  static const MethodNames<WeightMethod> names{"origin of weights",
                                               {{"given", given},
                                                {"equal", equal},
                                                {"ahp", ahp},
                                                {"entropy", entropy},
                                                {"critic", critic},
                                                {"pca", pca}}};
  return names;
}

const MethodNames<NormaliseMethod>& normalise_names() {
  using enum NormaliseMethod;
  static const MethodNames<NormaliseMethod> names{"normalisation",
                                                  {{"as_is", as_is},
                                                   {"minmax", minmax},
                                                   {"zscore", zscore},
                                                   {"rank", rank},
                                                   {"percentile", percentile},
                                                   {"goalposts", goalposts},
                                                   {"logistic", logistic},
                                                   {"log", log}}};
  return names;
}

const MethodNames<Missing>& missing_names() {
  static const MethodNames<Missing> names{"treatment of missing values",
                                          {{"zero", Missing::zero},
                                           {"mean", Missing::mean},
                                           {"drop", Missing::drop},
                                           {"unknown", Missing::unknown}}};
  return names;
}

const MethodNames<bool>& falling_names() {
  static const MethodNames<bool> names{"direction", {{"rising", false}, {"falling", true}}};
  return names;
}

const MethodNames<Tiers::By>& tiers_by_names() {
  static const MethodNames<Tiers::By> names{
      "basis of tiers", {{"score", Tiers::By::score}, {"percentile", Tiers::By::percentile}}};
  return names;
}

}  // namespace harbinger::model
