// R1 by hand: the model of r1.yaml as an experienced modeller would write it for this one case, run after run, in
// scalar C++. It is the yardstick for the engine, so it is built for speed, with the flags in CMakeLists.txt.
//
//     r1_scalar [runs [first run]]
//
// prints one line of four numbers: nanoseconds of processor time per step and run; tests, incidents, and tension +
// economy at the end, each a mean over the runs.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

constexpr int steps = 104;
constexpr int coercers = 4;
constexpr double precision = 4;

/// xoshiro256+ (Blackman and Vigna), seeded by splitmix64.
class Generator {
public:
    explicit Generator(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {
            seed += 0x9e3779b97f4a7c15U;
            std::uint64_t bits = seed;
            bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
            bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
            word = bits ^ (bits >> 31U);
        }
    }

    /// Uniform in [0, 1).
    double operator()() {
        const std::uint64_t sum = state_[0] + state_[3];
        const std::uint64_t shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return static_cast<double>(sum >> 11U) * 0x1p-53;
    }

private:
    std::uint64_t state_[4];
};

/// Logit choice: an index with probability in proportion to exp(precision × utility).
template <std::size_t N>
int choose(const std::array<double, N>& utility, Generator& uniform) {
    double best = utility[0];
    for (std::size_t i = 1; i < N; ++i) best = std::max(best, utility[i]);
    std::array<double, N> weight;
    double total = 0;
    for (std::size_t i = 0; i < N; ++i) {
        weight[i] = std::exp(precision * (utility[i] - best));
        total += weight[i];
    }
    double mark = uniform() * total;
    std::size_t chosen = 0;
    while (chosen + 1 < N && mark >= weight[chosen]) mark -= weight[chosen++];
    return static_cast<int>(chosen);
}

double unit(double x) { return std::min(std::max(x, 0.0), 1.0); }

struct Coercer {
    double attention = 0;
    double resolve = 0;
    double sanctions = 0.5;
    double exercise = 0;
};

/// What the challenger's act adds.
struct Effect {
    double tension, attention, capability, economy, isolation;
};
constexpr std::array<Effect, 6> effects = {{
    {0, 0, 0, 0, 0},                  // hold
    {0.03, 0.05, 0.005, -0.002, 0},   // srbm
    {0.06, 0.1, 0.01, -0.004, 0},     // irbm
    {0.12, 0.25, 0.02, -0.01, 0.05},  // icbm
    {0.25, 0.5, 0.05, -0.02, 0.1},    // nuclear
    {-0.05, 0.05, 0, 0, -0.02},       // talk
}};

class World {
public:
    explicit World(std::uint64_t run) : uniform_(run) {
        for (int i = 0; i < coercers; ++i) {
            coercer_[i].attention = 0.2 + 0.1 * i;
            coercer_[i].resolve = 0.4 + 0.1 * i;
        }
    }

    void step() {
        const int act = challenger_chooses();
        std::array<int, coercers> answer;
        for (int i = 0; i < coercers; ++i) answer[i] = coercer_chooses(coercer_[i]);
        commit(effects[act], answer);
        tests_ += act >= 1 && act <= 4 ? 1 : 0;
        if (uniform_() < 0.0005 * std::exp(5 * tension_)) {
            ++incidents_;
            tension_ = unit(tension_ + 0.1);
        }
        drift();
    }

    [[nodiscard]] int tests() const { return tests_; }
    [[nodiscard]] int incidents() const { return incidents_; }
    [[nodiscard]] double rest() const { return tension_ + economy_; }

private:
    [[nodiscard]] double mean_sanctions() const {
        double sum = 0;
        for (const Coercer& c : coercer_) sum += c.sanctions;
        return sum / coercers;
    }

    int challenger_chooses() {
        double attention = 0;
        double exercise = 0;
        for (const Coercer& c : coercer_) {
            attention += c.attention;
            exercise = std::max(exercise, c.exercise);
        }
        attention /= coercers;
        const double neglect = 1 - attention;
        const double sanctions = mean_sanctions();
        return choose<6>({0.1 + 0.3 * economy_, 0.5 * neglect + 0.4 * exercise - 0.3 * tension_ - 0.1,
                          0.7 * neglect + 0.4 * exercise - 0.5 * tension_ - 0.2 + 0.2 * capability_,
                          neglect + 0.5 * sanctions - 0.8 * tension_ - 0.4 + 0.4 * capability_,
                          1.2 * neglect + 0.8 * sanctions - 1.2 * tension_ - 0.9 + 0.5 * capability_,
                          0.6 * attention + 0.4 * sanctions * (1 - economy_) - 0.3 * isolation_},
                         uniform_);
    }

    int coercer_chooses(const Coercer& c) {
        const double yielding = 1 - c.resolve;
        return choose<5>({0.2, 0.8 * tension_ * c.resolve + 0.3 * c.attention - 0.4 * c.sanctions,
                          0.6 * c.sanctions * yielding + 0.3 * tension_ * yielding - 0.3 * c.resolve,
                          0.5 * c.resolve + 0.4 * tension_ - 0.3 * c.attention - 0.3 * c.exercise,
                          0.5 * c.attention * yielding + 0.3 * tension_},
                         uniform_);
    }

    void commit(const Effect& effect, const std::array<int, coercers>& answer) {
        double tension = tension_ + effect.tension;
        for (int i = 0; i < coercers; ++i) {
            Coercer& c = coercer_[i];
            double sanctions = c.sanctions;
            double exercise = c.exercise;
            switch (answer[i]) {
                case 1:
                    sanctions += 0.08 * (1 - sanctions);
                    tension += 0.02;
                    break;
                case 2:
                    sanctions -= 0.1 * sanctions;
                    tension -= 0.04;
                    break;
                case 3:
                    exercise += 0.5 * (1 - exercise);
                    tension += 0.03;
                    break;
                case 4: tension -= 0.03; break;
                default: break;
            }
            c.attention = unit(c.attention + effect.attention * (1 - c.attention));
            c.sanctions = unit(sanctions);
            c.exercise = unit(exercise);
        }
        tension_ = unit(tension);
        capability_ = unit(capability_ + effect.capability);
        economy_ = unit(economy_ + effect.economy);
        isolation_ = unit(isolation_ + effect.isolation);
    }

    void drift() {
        const double sanctions = mean_sanctions();
        for (Coercer& c : coercer_) {
            c.attention = 0.1 + 0.9 * (c.attention - 0.1);
            c.exercise *= 0.6;
        }
        economy_ = unit(economy_ + 0.02 * (0.8 - economy_) - 0.03 * sanctions);
        tension_ *= 0.97;
        isolation_ *= 0.98;
    }

    Generator uniform_;
    double tension_ = 0.2;
    double capability_ = 0.3;
    double economy_ = 0.5;
    double isolation_ = 0.3;
    std::array<Coercer, coercers> coercer_;
    int tests_ = 0;
    int incidents_ = 0;
};

}  // namespace

int main(int count, char** words) {
    const long runs = count > 1 ? std::atol(words[1]) : 20000;
    const long first = count > 2 ? std::atol(words[2]) : 1;
    if (runs < 1 || first < 0) return 2;
    double tests = 0;
    double incidents = 0;
    double rest = 0;
    const std::clock_t start = std::clock();
    for (long run = 0; run < runs; ++run) {
        World world(static_cast<std::uint64_t>(first + run));
        for (int k = 0; k < steps; ++k) world.step();
        tests += world.tests();
        incidents += world.incidents();
        rest += world.rest();
    }
    const double nanoseconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC * 1e9;
    const auto n = static_cast<double>(runs);
    std::printf("%.3f %.6f %.6f %.6f\n", nanoseconds / n / steps, tests / n, incidents / n, rest / n);
}
