#include "experiment/student.hpp"

#include <array>

namespace standoff {

double student_quantile(std::uint64_t degrees) {
    static constexpr std::array<double, 30> small = {
        12.7062047361747,  4.302652729749464, 3.18244630528371,  2.776445105197794, 2.570581835636316,
        2.44691185114497,  2.364624251592785, 2.306004135204167, 2.262157162798206, 2.228138851986275,
        2.20098516009164,  2.178812829667229, 2.160368656462793, 2.144786687917804, 2.131449545559776,
        2.119905299221255, 2.109815577833317, 2.100922040241038, 2.09302405440831,  2.085963447265865,
        2.07961384472768,  2.073873067904026, 2.068657610419049, 2.063898561628026, 2.059538552753298,
        2.055529438642873, 2.051830516480286, 2.048407141795245, 2.045229642132704, 2.042272456301238};
    if (degrees <= small.size()) return small.at(degrees - 1);
    // Cornish and Fisher's expansion: Abramowitz and Stegun 1964, 26.7.5. With 31 degrees it errs by 3e-8.
    constexpr double z = 1.959963984540054;
    constexpr double z3 = z * z * z;
    constexpr double z5 = z3 * z * z;
    constexpr double z7 = z5 * z * z;
    constexpr double z9 = z7 * z * z;
    constexpr double first = (z3 + z) / 4;
    constexpr double second = (5 * z5 + 16 * z3 + 3 * z) / 96;
    constexpr double third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384;
    constexpr double fourth = (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / 92160;
    const auto n = static_cast<double>(degrees);
    return z + (first + (second + (third + fourth / n) / n) / n) / n;
}

}  // namespace standoff
