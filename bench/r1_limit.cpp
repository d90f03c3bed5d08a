// R1 by hand for vector units: the model of r1.yaml, 16 runs at a time in arrays that the compiler turns into vectors.
// It knows this one case and nothing else, and stands for the limit of the machine. Built twice, with the flags in
// CMakeLists.txt: r1_limit_avx512 and r1_limit_avx2.
//
//     r1_limit_... [runs [first run]]
//
// prints one line of four numbers: nanoseconds of processor time per step and run; tests, incidents, and tension +
// economy at the end, each a mean over the runs.
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

constexpr int steps = 104;
constexpr int coercers = 4;
constexpr int width = 16;
using Lanes = double[width];

double smaller(double a, double b) { return a < b ? a : b; }
double larger(double a, double b) { return a > b ? a : b; }
double unit(double x) { return smaller(1, larger(0, x)); }

/// e^x by a Taylor polynomial of degree 11, for |x| <= 700.
inline double exponential(double x) {
    x = x < -700 ? -700 : (x > 700 ? 700 : x);
    constexpr double rounder = 6755399441055744.0;  // 1.5 × 2^52
    double n = x * 1.4426950408889634 + rounder;
    const auto whole = std::bit_cast<std::uint64_t>(n);
    n -= rounder;
    double r = x - n * 0.693147180369123816490;
    r -= n * 1.90821492927058770002e-10;
    double p = 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + .5;
    p = p * r + 1;
    p = p * r + 1;
    return p * std::bit_cast<double>((whole << 52U) + (std::uint64_t{1023} << 52U));
}

/// xorshift128+ (Vigna), one for each lane, seeded by splitmix64.
class Generators {
public:
    explicit Generators(std::uint64_t first) {
        for (int i = 0; i < width; ++i) {
            const std::uint64_t seed = 2 * (first + static_cast<std::uint64_t>(i));
            one_[i] = mixed(seed * 0x9e3779b97f4a7c15U);
            two_[i] = mixed((seed + 1) * 0x9e3779b97f4a7c15U);
        }
    }

    void draw(Lanes& uniforms) {
        for (int i = 0; i < width; ++i) {
            std::uint64_t s1 = one_[i];
            const std::uint64_t s0 = two_[i];
            const std::uint64_t sum = s0 + s1;
            one_[i] = s0;
            s1 ^= s1 << 23U;
            two_[i] = s1 ^ s0 ^ (s1 >> 18U) ^ (s0 >> 5U);
            uniforms[i] = std::bit_cast<double>((sum >> 12U) | 0x3ff0000000000000U) - 1.0;
        }
    }

private:
    static std::uint64_t mixed(std::uint64_t x) {
        x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
        x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
        return x ^ (x >> 31U);
    }

    std::uint64_t one_[width];
    std::uint64_t two_[width];
};

struct Sums {
    double tests = 0;
    double incidents = 0;
    double rest = 0;
};

/// Plays `width` runs to their end. One function, so that everything stays in registers and the nearest cache.
[[gnu::always_inline]] inline void play(std::uint64_t first, Sums& sums) {
    Generators generators(first);
    Lanes tension, capability, economy, isolation, u;
    Lanes attention[coercers], resolve[coercers], sanctions[coercers], exercise[coercers];
    for (int i = 0; i < width; ++i) {
        tension[i] = 0.2;
        capability[i] = 0.3;
        economy[i] = 0.5;
        isolation[i] = 0.3;
        for (int j = 0; j < coercers; ++j) {
            attention[j][i] = 0.2 + 0.1 * j;
            resolve[j][i] = 0.4 + 0.1 * j;
            sanctions[j][i] = 0.5;
            exercise[j][i] = 0;
        }
    }
    for (int step = 0; step < steps; ++step) {
        // What the acts of this step add.
        Lanes to_tension, to_attention, to_capability, to_economy, to_isolation;
        generators.draw(u);
        for (int i = 0; i < width; ++i) {
            const double seen = (attention[0][i] + attention[1][i] + attention[2][i] + attention[3][i]) * .25;
            const double pressed = (sanctions[0][i] + sanctions[1][i] + sanctions[2][i] + sanctions[3][i]) * .25;
            const double drilled =
                larger(larger(exercise[0][i], exercise[1][i]), larger(exercise[2][i], exercise[3][i]));
            const double t = tension[i], k = capability[i], e = economy[i];
            const double neglect = 1 - seen;
            const double hold = exponential(4 * (.1 + .3 * e));
            const double srbm = exponential(4 * (.5 * neglect + .4 * drilled - .3 * t - .1));
            const double irbm = exponential(4 * (.7 * neglect + .4 * drilled - .5 * t - .2 + .2 * k));
            const double icbm = exponential(4 * (neglect + .5 * pressed - .8 * t - .4 + .4 * k));
            const double nuclear = exponential(4 * (1.2 * neglect + .8 * pressed - 1.2 * t - .9 + .5 * k));
            const double talk = exponential(4 * (.6 * seen + .4 * pressed * (1 - e) - .3 * isolation[i]));
            const double c0 = hold, c1 = c0 + srbm, c2 = c1 + irbm, c3 = c2 + icbm, c4 = c3 + nuclear;
            const double mark = u[i] * (c4 + talk);
            const double s0 = mark >= c0, s1 = mark >= c1, s2 = mark >= c2, s3 = mark >= c3, s4 = mark >= c4;
            const double a1 = s0 - s1, a2 = s1 - s2, a3 = s2 - s3, a4 = s3 - s4, a5 = s4;  // 1 for the act that it is
            to_tension[i] = .03 * a1 + .06 * a2 + .12 * a3 + .25 * a4 - .05 * a5;
            to_attention[i] = .05 * a1 + .1 * a2 + .25 * a3 + .5 * a4 + .05 * a5;
            to_capability[i] = .005 * a1 + .01 * a2 + .02 * a3 + .05 * a4;
            to_economy[i] = -(.002 * a1 + .004 * a2 + .01 * a3 + .02 * a4);
            to_isolation[i] = .05 * a3 + .1 * a4 - .02 * a5;
            sums.tests += s0 - s4;
        }
        for (int j = 0; j < coercers; ++j) {
            generators.draw(u);
            for (int i = 0; i < width; ++i) {
                const double t = tension[i], a = attention[j][i], r = resolve[j][i], s = sanctions[j][i];
                const double x = exercise[j][i];
                const double hold = exponential(.8);
                const double sanction = exponential(4 * (.8 * t * r + .3 * a - .4 * s));
                const double ease = exponential(4 * (.6 * s * (1 - r) + .3 * t * (1 - r) - .3 * r));
                const double drill = exponential(4 * (.5 * r + .4 * t - .3 * a - .3 * x));
                const double confer = exponential(4 * (.5 * a * (1 - r) + .3 * t));
                const double c0 = hold, c1 = c0 + sanction, c2 = c1 + ease, c3 = c2 + drill;
                const double mark = u[i] * (c3 + confer);
                const double s0 = mark >= c0, s1 = mark >= c1, s2 = mark >= c2, s3 = mark >= c3;
                const double b1 = s0 - s1, b2 = s1 - s2, b3 = s2 - s3, b4 = s3;
                to_tension[i] += .02 * b1 - .04 * b2 + .03 * b3 - .03 * b4;
                attention[j][i] = .1 + (unit(a + to_attention[i] * (1 - a)) - .1) * .9;
                sanctions[j][i] = unit(s + b1 * .08 * (1 - s) - b2 * .1 * s);
                exercise[j][i] = .6 * unit(x + b3 * .5 * (1 - x));
            }
        }
        generators.draw(u);
        for (int i = 0; i < width; ++i) {
            double t = unit(tension[i] + to_tension[i]);
            capability[i] = unit(capability[i] + to_capability[i]);
            const double e = unit(economy[i] + to_economy[i]);
            isolation[i] = .98 * unit(isolation[i] + to_isolation[i]);
            const double happens = u[i] < .0005 * exponential(5 * t);
            sums.incidents += happens;
            t = unit(t + .1 * happens);
            const double pressed = (sanctions[0][i] + sanctions[1][i] + sanctions[2][i] + sanctions[3][i]) * .25;
            economy[i] = unit(e + .02 * (.8 - e) - .03 * pressed);
            tension[i] = .97 * t;
        }
    }
    for (int i = 0; i < width; ++i) sums.rest += tension[i] + economy[i];
}

}  // namespace

int main(int count, char** words) {
    const long wanted = count > 1 ? std::atol(words[1]) : 20000;
    const long first = count > 2 ? std::atol(words[2]) : 1;
    if (wanted < 1 || first < 0) return 2;
    Sums sums;
    long runs = 0;
    const std::clock_t start = std::clock();
    for (; runs < wanted; runs += width) {
        play(static_cast<std::uint64_t>(first + runs), sums);
    }
    const double nanoseconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC * 1e9;
    const auto n = static_cast<double>(runs);
    std::printf("%.3f %.6f %.6f %.6f\n", nanoseconds / n / steps, sums.tests / n, sums.incidents / n, sums.rest / n);
}
