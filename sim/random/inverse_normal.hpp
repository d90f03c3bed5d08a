// The quantile function of the standard normal distribution, in the manner of math.hpp.
#pragma once

#include "random/math.hpp"

namespace standoff {
namespace {
namespace maths {

/// The number below which a standard normal variable falls with probability u; NaN unless 0 < u < 1. Exactly odd about
/// u = 1/2. Algorithm AS241, PPND16 (M. J. Wichura, Applied Statistics 37, 1988, 477-484): three rational functions, of
/// which the coefficients, not the results, are selected. 6.5 ulp (8e-16 relative), most of it from Horner's rule.
STANDOFF_KERNEL double inverse_normal(double u) {
    const double centred = u - 0.5;
    const bool tail = abs(centred) > 0.425;
    const double nearer = centred < 0.0 ? u : 1.0 - u;
    const double depth = sqrt(-log(nearer));
    const bool far_tail = both(tail, depth > 5.0);
    const double r = far_tail ? depth - 5.0 : (tail ? depth - 1.6 : 0.180625 - centred * centred);
    const auto pick = [=](double centre, double near_tail, double far)
                          __attribute__((always_inline)) { return far_tail ? far : (tail ? near_tail : centre); };

    double top = pick(2.5090809287301226727e+3, 7.74545014278341407640e-4, 2.01033439929228813265e-7);
    top = top * r + pick(3.3430575583588128105e+4, 2.27238449892691845833e-2, 2.71155556874348757815e-5);
    top = top * r + pick(6.7265770927008700853e+4, 2.41780725177450611770e-1, 1.24266094738807843860e-3);
    top = top * r + pick(4.5921953931549871457e+4, 1.27045825245236838258e+0, 2.65321895265761230930e-2);
    top = top * r + pick(1.3731693765509461125e+4, 3.64784832476320460504e+0, 2.96560571828504891230e-1);
    top = top * r + pick(1.9715909503065514427e+3, 5.76949722146069140550e+0, 1.78482653991729133580e+0);
    top = top * r + pick(1.3314166789178437745e+2, 4.63033784615654529590e+0, 5.46378491116411436990e+0);
    top = top * r + pick(3.3871328727963666080e+0, 1.42343711074968357734e+0, 6.65790464350110377720e+0);

    double below = pick(5.2264952788528545610e+3, 1.05075007164441684324e-9, 2.04426310338993978564e-15);
    below = below * r + pick(2.8729085735721942674e+4, 5.47593808499534494600e-4, 1.42151175831644588870e-7);
    below = below * r + pick(3.9307895800092710610e+4, 1.51986665636164571966e-2, 1.84631831751005468180e-5);
    below = below * r + pick(2.1213794301586595867e+4, 1.48103976427480074590e-1, 7.86869131145613259100e-4);
    below = below * r + pick(5.3941960214247511077e+3, 6.89767334985100004550e-1, 1.48753612908506148525e-2);
    below = below * r + pick(6.8718700749205790830e+2, 1.67638483018380384940e+0, 1.36929880922735805310e-1);
    below = below * r + pick(4.2313330701600911252e+1, 2.05319162663775882187e+0, 5.99832206555887937690e-1);
    below = below * r + 1.0;

    const double ratio = top / below;
    const double result = tail ? with_sign_of(ratio, centred) : centred * ratio;
    return both(u > 0.0, u < 1.0) ? result : not_a_number;
}

}  // namespace maths
}  // namespace
}  // namespace standoff
