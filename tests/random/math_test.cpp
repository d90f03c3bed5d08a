// The kernels against the long double functions of libm, which have eleven more bits: error in units in the last place
// (ulp) over about a million points each, and C's special cases.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "random/inverse_normal.hpp"
#include "random/math.hpp"
#include "random/math_power.hpp"
#include "random/philox.hpp"

namespace standoff {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();

double draw(int i, std::uint64_t place) { return uniform(make_key(2024, 0), static_cast<std::uint32_t>(i), 0, place); }

/// A positive double with its exponent uniform between two powers of two: all magnitudes alike.
double any_magnitude(int i, std::uint64_t place, double from, double to) {
    return std::ldexp(1.0 + draw(i, place), static_cast<int>(std::floor(from + (to - from) * draw(i, place + 1))));
}

/// Error of `value` in ulps of the exact result; those of a subnormal result are all 2^-1074.
double ulps(double value, long double exact) {
    if (std::isnan(value) || std::isnan(exact)) return std::isnan(value) && std::isnan(exact) ? 0 : inf;
    if (std::isinf(value)) return std::fabs(exact) > 0x1.fffffffffffff8p1023L && (value > 0) == (exact > 0) ? 0 : inf;
    int exponent = 0;
    (void)std::frexp(exact, &exponent);
    if (exact == 0 || exponent < -1021) exponent = -1021;
    return static_cast<double>(std::fabs(std::ldexp(value - exact, 53 - exponent)));
}

/// The largest error seen and where; what a test prints when it fails.
struct Worst {
    double error = 0;
    double x = 0;
    double y = 0;

    void see(double value, long double exact, double at_x, double at_y = 0) {
        const double error_here = ulps(value, exact);
        if (error_here > error) *this = {error_here, at_x, at_y};
    }
    void expect_below(double bound) const {
        EXPECT_LT(error, bound) << "at " << std::hexfloat << x << ", " << y;
        ::testing::Test::RecordProperty("worst_ulps", std::to_string(error));
    }
};

constexpr int points = 1'000'000;

bool same(double a, double b) { return (std::isnan(a) && std::isnan(b)) || maths::to_bits(a) == maths::to_bits(b); }
#define EXPECT_SAME(a, b) EXPECT_PRED2(same, a, b)

TEST(Exp, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double x) { worst.see(maths::exp(x), std::exp(static_cast<long double>(x)), x); };
    for (int i = 0; i < points; ++i) {
        see(-750 + 1500 * draw(i, 1));
        see(-20 + 30 * draw(i, 2));  // where a logit rule evaluates it
        see(any_magnitude(i, 3, -60, 3) * (draw(i, 5) < 0.5 ? -1 : 1));
    }
    for (double x = -745.2; x < -708; x += 0.0001) see(x);  // subnormal results
    worst.expect_below(0.84);
}

TEST(Exp, IsTheSameToTheBitWhereItsResultNeedsOneScale) {
    for (int i = 0; i < 1000000; ++i) {
        const double x = maths::falling_exp_least * draw(i, 77);
        ASSERT_EQ(maths::to_bits(maths::falling_exp(x)), maths::to_bits(maths::exp(x))) << x;
    }
    for (const double x : {0.0, -0.0, maths::falling_exp_least, -smallest, -0x1.62e42fefa39efp-2})
        EXPECT_EQ(maths::to_bits(maths::falling_exp(x)), maths::to_bits(maths::exp(x))) << x;
    EXPECT_TRUE(std::isnan(maths::falling_exp(nan)));
}

TEST(Exp, HasTheLimitsOfC) {
    EXPECT_SAME(maths::exp(0.0), 1.0);
    EXPECT_SAME(maths::exp(-0.0), 1.0);
    EXPECT_SAME(maths::exp(inf), inf);
    EXPECT_SAME(maths::exp(-inf), 0.0);
    EXPECT_SAME(maths::exp(nan), nan);
    EXPECT_SAME(maths::exp(largest), inf);
    EXPECT_SAME(maths::exp(-largest), 0.0);
    EXPECT_SAME(maths::exp(smallest), 1.0);
    EXPECT_LT(maths::exp(0x1.62e42fefa39efp+9), inf);  // the last double below log(largest)
    EXPECT_SAME(maths::exp(0x1.62e42fefa39f0p+9), inf);
    EXPECT_SAME(maths::exp(-0x1.74910d52d3051p9), smallest);  // log(smallest / 2), just above and below
    EXPECT_SAME(maths::exp(-0x1.74910d52d3053p9), 0.0);
    for (double x : {710.0, 710.1, 746.0, 800.0, 1e300}) {
        EXPECT_SAME(maths::exp(x), inf);
        EXPECT_SAME(maths::exp(-x - 36), 0.0);
    }
}

TEST(Log, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double x) { worst.see(maths::log(x), std::log(static_cast<long double>(x)), x); };
    for (int i = 0; i < points; ++i) {
        see(any_magnitude(i, 1, -1074, 1024));
        see(0.5 + 1.5 * draw(i, 3));
        see(draw(i, 4));
        see(1 + any_magnitude(i, 5, -52, -2) * (draw(i, 7) < 0.5 ? -1 : 1));
    }
    worst.expect_below(0.84);
}

TEST(Log, HasTheLimitsOfC) {
    EXPECT_SAME(maths::log(1.0), 0.0);
    EXPECT_SAME(maths::log(0.0), -inf);
    EXPECT_SAME(maths::log(-0.0), -inf);
    EXPECT_SAME(maths::log(inf), inf);
    EXPECT_SAME(maths::log(nan), nan);
    for (double x : {-smallest, -1.0, -largest, -inf}) EXPECT_SAME(maths::log(x), nan);
    for (double x : {smallest, 0x1p-1022, 0x1.fffffffffffffp-1023, 0x1p-1074 * 3, largest, 2.0, 0.5})
        EXPECT_LT(ulps(maths::log(x), std::log(static_cast<long double>(x))), 0.9) << x;
}

/// x^y to about 2^-64 relative. libm's powl is good to 1 ulp of long double.
long double exact_pow(double x, double y) { return std::pow(static_cast<long double>(x), static_cast<long double>(y)); }

TEST(Pow, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double x, double y) { worst.see(maths::pow(x, y), exact_pow(x, y), x, y); };
    for (int i = 0; i < points / 2; ++i) {
        const double x = any_magnitude(i, 1, -1074, 1024);
        const double exponent = (-750 + 1465 * draw(i, 3)) / std::log(x);
        if (std::isfinite(exponent)) see(x, exponent);
        see(2 * draw(i, 4), -3 + 6 * draw(i, 5));
        const double near_one = 1 + any_magnitude(i, 6, -30, -2) * (draw(i, 8) < 0.5 ? -1 : 1);
        see(near_one, (-750 + 1465 * draw(i, 9)) / std::log(near_one));
        const double whole = std::floor(40 * draw(i, 10)) - 20;
        see(-100 + 200 * draw(i, 11), whole);
    }
    worst.expect_below(0.78);
}

TEST(Pow, IsExactForSmallWholePowers) {
    for (int x = 1; x <= 20; ++x) {
        double product = 1;
        for (int y = 0; y <= 12; ++y, product *= x) {
            if (product > 0x1p53) break;
            EXPECT_SAME(maths::pow(x, y), product);
            EXPECT_SAME(maths::pow(-x, y), y % 2 ? -product : product);
        }
    }
    for (int y = -1074; y < 1024; ++y) EXPECT_SAME(maths::pow(2.0, y), std::ldexp(1.0, y));
}

TEST(Pow, HasTheSpecialCasesOfC) {
    const std::array values{0.0,     -0.0,   1.0,     -1.0,     0.5,      -0.5,    2.0,         -2.0,
                            3.0,     -3.0,   1.5,     -1.5,     smallest, -1e-300, 1e300,       inf,
                            nan,     -inf,   largest, -largest, 1e17,     -1e17,   0x1p53 + 2,  0x1p53 - 1,
                            -1074.0, 1023.0, 1024.0,  -1075.0,  0x1p66,   0x1p70,  1 - 0x1p-53, 1 + 0x1p-52};
    for (double x : values)
        for (double y : values) {
            const double expected = std::pow(x, y);  // glibc follows Annex F of C
            const double value = maths::pow(x, y);
            if (std::isnan(expected) || std::isinf(expected) || expected == 0)
                EXPECT_PRED2(same, value, expected) << x << " ^ " << y;
            else EXPECT_LT(ulps(value, exact_pow(x, y)), 0.84) << x << " ^ " << y;
        }
}

TEST(Tanh, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double x) { worst.see(maths::tanh(x), std::tanh(static_cast<long double>(x)), x); };
    for (int i = 0; i < points; ++i) {
        see(-25 + 50 * draw(i, 1));
        see(-1 + 2 * draw(i, 2));
        see(any_magnitude(i, 3, -1074, 6));
    }
    worst.expect_below(1.02);
}

TEST(Tanh, HasTheLimitsOfC) {
    EXPECT_SAME(maths::tanh(0.0), 0.0);
    EXPECT_SAME(maths::tanh(-0.0), -0.0);
    EXPECT_SAME(maths::tanh(inf), 1.0);
    EXPECT_SAME(maths::tanh(-inf), -1.0);
    EXPECT_SAME(maths::tanh(nan), nan);
    EXPECT_SAME(maths::tanh(1e300), 1.0);
    EXPECT_SAME(maths::tanh(-smallest), -smallest);
}

TEST(Logistic, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double x) {
        worst.see(maths::logistic(x), 1 / (1 + std::exp(-static_cast<long double>(x))), x);
    };
    for (int i = 0; i < points; ++i) {
        see(-750 + 1500 * draw(i, 1));
        see(-40 + 80 * draw(i, 2));
        see(any_magnitude(i, 3, -60, 3) * (draw(i, 5) < 0.5 ? -1 : 1));
    }
    worst.expect_below(0.77);
}

TEST(Logistic, HasItsLimits) {
    EXPECT_SAME(maths::logistic(0.0), 0.5);
    EXPECT_SAME(maths::logistic(-0.0), 0.5);
    EXPECT_SAME(maths::logistic(inf), 1.0);
    EXPECT_SAME(maths::logistic(-inf), 0.0);
    EXPECT_SAME(maths::logistic(nan), nan);
    EXPECT_SAME(maths::logistic(-800.0), 0.0);
    EXPECT_SAME(maths::logistic(largest), 1.0);
    EXPECT_GT(maths::logistic(-745.0), 0.0);
}

/// One step of Newton's method from `start` on the distribution function, by the complementary error function.
long double exact_inverse_normal(double u, double start) {
    const long double root_half = 0.70710678118654752440084436210485L;
    const bool upper = u > 0.5;
    const long double share = upper ? 1 - static_cast<long double>(u) : u;
    const long double x = upper ? -static_cast<long double>(start) : start;
    const long double density = std::exp(-x * x / 2) * 0.39894228040143267793994605993438L;
    const long double better = x - (std::erfc(-x * root_half) / 2 - share) / density;
    return upper ? -better : better;
}

TEST(InverseNormal, IsWithinItsBoundOfTheExactResult) {
    Worst worst;
    const auto see = [&](double u) {
        const double value = maths::inverse_normal(u);
        worst.see(value, exact_inverse_normal(u, value), u);
    };
    for (int i = 0; i < points; ++i) {
        see(draw(i, 1));
        see(any_magnitude(i, 2, -54, -2));
        see(1 - any_magnitude(i, 2, -53, -2));
        if (i % 10 == 0) see(any_magnitude(i, 4, -1022, -2));
    }
    worst.expect_below(7);
}

TEST(InverseNormal, IsOddAndStopsAtTheEnds) {
    EXPECT_SAME(maths::inverse_normal(0.5), 0.0);
    for (int i = 0; i < 1000; ++i) {
        const double u = draw(i, 1);
        EXPECT_SAME(maths::inverse_normal(u), -maths::inverse_normal(1 - u));
    }
    for (double u : {0.0, 1.0, -0.1, 1.1, nan, inf, -inf}) EXPECT_SAME(maths::inverse_normal(u), nan);
    EXPECT_NEAR(maths::inverse_normal(0.975), 1.959963984540054, 1e-15);
}

TEST(InverseNormal, GrowsWithItsArgument) {
    // Neighbouring u may give one value, or change places by a rounding; over a step of 1e-9 it must grow.
    for (double u = 1e-6; u < 1 - 1e-6; u += 1e-6) EXPECT_LT(maths::inverse_normal(u), maths::inverse_normal(u + 1e-9));
}

TEST(Rounding, AgreesWithC) {
    const auto see = [](double x) {
        EXPECT_SAME(maths::floor(x), std::floor(x));
        EXPECT_SAME(maths::ceil(x), std::ceil(x));
        EXPECT_SAME(maths::round(x), std::round(x));
    };
    for (double x : {0.0,
                     -0.0,
                     0.5,
                     -0.5,
                     1.5,
                     2.5,
                     -2.5,
                     0.49999999999999994,
                     -0.49999999999999994,
                     0x1p52 - 0.5,
                     0x1p52,
                     0x1p52 + 1,
                     0x1p53 - 1,
                     0x1p53,
                     largest,
                     -largest,
                     smallest,
                     -smallest,
                     inf,
                     -inf,
                     nan})
        see(x);
    for (int i = 0; i < 100'000; ++i) {
        see(-100 + 200 * draw(i, 1));
        see(any_magnitude(i, 2, -60, 60) * (draw(i, 4) < 0.5 ? -1 : 1));
    }
}

TEST(Mod, HasTheSignOfItsSecondArgument) {
    EXPECT_SAME(maths::mod(7, 3), 1.0);
    EXPECT_SAME(maths::mod(-7, 3), 2.0);
    EXPECT_SAME(maths::mod(7, -3), -2.0);
    EXPECT_SAME(maths::mod(-7, -3), -1.0);
    EXPECT_SAME(maths::mod(6, 3), 0.0);
    EXPECT_EQ(maths::mod(-6, 3), 0.0);
    EXPECT_SAME(maths::mod(5.5, 2), 1.5);
    EXPECT_EQ(maths::mod(10, 0.1), 0.0);
    EXPECT_EQ(maths::mod(-1e-20, 3), 0.0);  // not 3
    for (int i = 0; i < 200'000; ++i) {
        const double y = any_magnitude(i, 1, -3, 5);
        const double x = -1000 + 2000 * draw(i, 3);
        const double rest = maths::mod(x, y);
        EXPECT_TRUE(rest >= 0 && rest < y) << x << " mod " << y << " is " << rest;
        EXPECT_EQ(maths::mod(-x, -y), -rest);
    }
    for (int x = -50; x < 50; ++x)
        for (int y = 1; y < 12; ++y) EXPECT_EQ(maths::mod(x, y), ((x % y) + y) % y);
}

TEST(Mod, IsNoNumberWhereNoRemainderIsKnown) {
    for (double x : {0.0, 1.0, -1.0, inf, nan}) EXPECT_SAME(maths::mod(x, 0.0), nan);
    EXPECT_SAME(maths::mod(inf, 3), nan);
    EXPECT_SAME(maths::mod(3, inf), nan);
    EXPECT_SAME(maths::mod(nan, 3), nan);
    EXPECT_SAME(maths::mod(3, nan), nan);
    EXPECT_SAME(maths::mod(1e300, 1e-300), nan);
    EXPECT_SAME(maths::mod(0x1p53, 1), nan);
}

}  // namespace
}  // namespace standoff
