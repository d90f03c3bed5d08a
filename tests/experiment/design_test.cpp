#include "experiment/design.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

namespace standoff {
namespace {

std::vector<double> column(const Matrix& design, std::size_t j) {
    std::vector<double> values;
    for (std::size_t i = 0; i < design.rows(); ++i) values.push_back(design.row(i)[j]);
    return values;
}

/// How many of the equal strata have a point.
std::size_t strata_hit(const std::vector<double>& values, std::size_t strata) {
    std::set<std::size_t> hit;
    for (const double u : values) hit.insert(static_cast<std::size_t>(u * static_cast<double>(strata)));
    return hit.size();
}

void expect_inside_the_cube(const Matrix& design) {
    for (const double u : design.values) {
        EXPECT_GT(u, 0);
        EXPECT_LT(u, 1);
    }
}

TEST(RandomDesign, IsUniformAndALongerOneGoesOn) {
    constexpr std::size_t points = 10'000;
    const Matrix design = random_design(points, 3, 7);
    ASSERT_EQ(design.rows(), points);
    expect_inside_the_cube(design);
    for (std::size_t j = 0; j < 3; ++j) {
        double sum = 0;
        double squares = 0;
        double product = 0;
        for (std::size_t i = 0; i < points; ++i) {
            const double u = design.row(i)[j] - 0.5;
            sum += u;
            squares += u * u;
            product += u * (design.row(i)[(j + 1) % 3] - 0.5);
        }
        // Four standard errors: of the mean sqrt(1/12 n), of the variance sqrt(1/180 n), of the covariance 1/12
        // sqrt(n).
        EXPECT_NEAR(sum / points, 0, 4 * std::sqrt(1.0 / 12 / points));
        EXPECT_NEAR(squares / points, 1.0 / 12, 4 * std::sqrt(1.0 / 180 / points));
        EXPECT_NEAR(product / points, 0, 4.0 / 12 / std::sqrt(points));
    }
    const Matrix shorter = random_design(10, 3, 7);
    EXPECT_TRUE(std::equal(shorter.values.begin(), shorter.values.end(), design.values.begin()));
    EXPECT_NE(random_design(10, 3, 8).values, shorter.values);
}

TEST(LatinHypercube, HasOnePointAStratumInEveryColumn) {
    for (const std::size_t points : {1U, 2U, 7U, 1000U}) {
        const Matrix design = latin_hypercube(points, 5, 3);
        ASSERT_EQ(design.rows(), points);
        expect_inside_the_cube(design);
        for (std::size_t j = 0; j < 5; ++j) EXPECT_EQ(strata_hit(column(design, j), points), points) << j;
    }
    const Matrix design = latin_hypercube(1000, 2, 3);
    double product = 0;
    for (std::size_t i = 0; i < 1000; ++i) product += (design.row(i)[0] - 0.5) * (design.row(i)[1] - 0.5);
    EXPECT_NEAR(product / 1000, 0, 4.0 / 12 / std::sqrt(1000.0)) << "columns are permuted apart";
    EXPECT_NE(latin_hypercube(1000, 2, 4).values, design.values);
}

TEST(LatinHypercube, EstimatesAMeanBetterThanChance) {
    // Of the sum of two coordinates it removes all variance but that within strata (Stein 1987).
    const Matrix design = latin_hypercube(100, 2, 5);
    double sum = 0;
    for (const double u : design.values) sum += u;
    EXPECT_NEAR(sum / 100, 1, 5 * std::sqrt(2.0 / 12 / 100) / 100);
}

TEST(SobolSequence, BeginsAsJoeAndKuoPublishIt) {
    // The first ten points of three dimensions, from the authors' page of the sequence.
    const std::vector<double> published = {
        0,      0,      0,       //
        0.5,    0.5,    0.5,     //
        0.75,   0.25,   0.25,    //
        0.25,   0.75,   0.75,    //
        0.375,  0.375,  0.625,   //
        0.875,  0.875,  0.125,   //
        0.625,  0.125,  0.875,   //
        0.125,  0.625,  0.375,   //
        0.1875, 0.3125, 0.9375,  //
        0.6875, 0.8125, 0.4375,
    };
    EXPECT_EQ(sobol_sequence(10, 3).values, published);
}

/// Degree, coefficients and initial direction numbers of dimensions 2 to 16, from Joe and Kuo's file new-joe-kuo-6.
struct Directions {
    unsigned degree;
    unsigned coefficients;
    std::array<std::uint64_t, 6> initial;
};
constexpr std::array<Directions, 15> joe_kuo = {{
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
}};

/// Coordinate of the point `index` by the definition: the directions of the ones of its Gray code, added without carry.
double by_definition(const Directions& d, std::uint64_t index) {
    std::vector<std::uint64_t> m(d.initial.begin(), d.initial.begin() + d.degree);
    while (m.size() < 32) {
        const std::size_t k = m.size();
        std::uint64_t next = m[k - d.degree] ^ (m[k - d.degree] << d.degree);
        for (unsigned i = 1; i < d.degree; ++i)
            if ((d.coefficients >> (d.degree - 1 - i)) & 1) next ^= m[k - i] << i;
        m.push_back(next);
    }
    std::uint64_t bits = 0;
    const std::uint64_t gray = index ^ (index >> 1);
    for (unsigned k = 0; k < 32; ++k)
        if ((gray >> k) & 1) bits ^= m[k] << (31 - k);
    return static_cast<double>(bits) * 0x1p-32;
}

TEST(SobolSequence, FollowsTheDefinitionInSixteenDimensions) {
    const Matrix sequence = sobol_sequence(4096, 16);
    for (std::size_t i = 0; i < sequence.rows(); ++i)
        for (std::size_t j = 1; j < 16; ++j)
            ASSERT_EQ(sequence.row(i)[j], by_definition(joe_kuo[j - 1], i)) << "point " << i << ", dimension " << j + 1;
}

TEST(SobolSequence, StratifiesEveryDimensionAndTheFirstTwoTogether) {
    const Matrix wide = sobol_sequence(64, sobol_dimensions);
    for (std::size_t j = 0; j < sobol_dimensions; ++j) ASSERT_EQ(strata_hit(column(wide, j), 64), 64U) << j;
    // The first two dimensions are a (0, m, 2)-net: one point in each elementary box of volume 2^-m.
    const Matrix plane = sobol_sequence(256, 2);
    for (const std::size_t across : {1U, 2U, 4U, 8U, 16U, 32U, 64U, 128U, 256U}) {
        std::vector<double> cell;
        const std::size_t down = 256 / across;
        for (std::size_t i = 0; i < 256; ++i) {
            const auto x = std::floor(plane.row(i)[0] * static_cast<double>(across));
            const auto y = std::floor(plane.row(i)[1] * static_cast<double>(down));
            cell.push_back((x * static_cast<double>(down) + y + 0.5) / 256);
        }
        EXPECT_EQ(strata_hit(cell, 256), 256U) << across;
    }
}

TEST(SobolSequence, RefusesMoreDimensionsThanItHas) {
    EXPECT_THROW((void)sobol_sequence(1, sobol_dimensions + 1), std::invalid_argument);
    EXPECT_THROW((void)sobol_design(1, sobol_dimensions + 1, 1), std::invalid_argument);
    EXPECT_EQ(sobol_sequence(0, 3).rows(), 0U);
}

TEST(SobolDesign, IsTheSequenceUnderADigitalShift) {
    const Matrix design = sobol_design(256, 5, 11);
    const Matrix sequence = sobol_sequence(256, 5);
    expect_inside_the_cube(design);
    // The point 0 becomes the shift; every other point's digits differ from it by those of the sequence.
    const auto digits = [](double u) { return static_cast<std::uint64_t>(u * 0x1p52); };
    for (std::size_t i = 0; i < 256; ++i)
        for (std::size_t j = 0; j < 5; ++j)
            EXPECT_EQ(digits(design.row(i)[j]) ^ digits(design.row(0)[j]), digits(sequence.row(i)[j]));
    for (std::size_t j = 0; j < 5; ++j) EXPECT_EQ(strata_hit(column(design, j), 256), 256U);
    EXPECT_NE(sobol_design(256, 5, 12).values, design.values);
    const Matrix shorter = sobol_design(100, 5, 11);
    EXPECT_TRUE(std::equal(shorter.values.begin(), shorter.values.end(), design.values.begin()));
}

TEST(Grid, CombinesAllLevelsTheFirstFactorSlowest) {
    const std::vector<std::size_t> levels = {2, 1, 3};
    const std::vector<double> rows = {0, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 0, 1, 0, 1, 1, 0, 2};
    EXPECT_EQ(grid_levels(levels).values, rows);
    EXPECT_EQ(grid_points(levels), 6U);
    EXPECT_EQ(grid_points(std::vector<std::size_t>{2, 0, 3}), 0U);
    EXPECT_EQ(grid_points({}), 1U) << "nothing is varied: one point";
}

TEST(Grid, SaysWhereItIsTooLarge) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    EXPECT_EQ(grid_points(std::vector<std::size_t>{most, 1}), most);
    EXPECT_EQ(grid_points(std::vector<std::size_t>{most / 2, 3}), std::nullopt);
    EXPECT_EQ(grid_points(std::vector<std::size_t>{most, most, 0}), 0U);
    EXPECT_THROW((void)grid_levels(std::vector<std::size_t>{most / 2, 3}), std::length_error);
    EXPECT_THROW((void)grid_levels(std::vector<std::size_t>{most}), std::length_error);
}

}  // namespace
}  // namespace standoff
