// What the compiled layers call and share, read with nm: the source cannot hide it.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace standoff::layers {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);)
        if (!part.empty()) parts.push_back(part);
    return parts;
}

/// The lines that nm prints for one archive or object.
std::vector<std::string> nm(const std::string& options, const std::string& file) {
    const std::string command = std::string(STANDOFF_NM) + " " + options + " '" + file + "' 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string text;
    for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get()))
        text += static_cast<char>(c);
    EXPECT_FALSE(text.empty()) << command;
    return split(text, '\n');
}

std::string last_word(const std::string& line) { return line.substr(line.find_last_of(' ') + 1); }

/// The C library's functions whose last bit depends on the machine, in all three precisions.
std::set<std::string> platform_maths() {
    std::set<std::string> names;
    for (const char* name : {"exp",    "exp2",  "expm1", "log",  "log2",   "log10",  "log1p", "pow",  "sin",  "cos",
                             "sincos", "tan",   "asin",  "acos", "atan",   "atan2",  "sinh",  "cosh", "tanh", "asinh",
                             "acosh",  "atanh", "erf",   "erfc", "tgamma", "lgamma", "cbrt",  "hypot"})
        for (const char* precision : {"", "f", "l"}) names.insert(std::string(name) + precision);
    return names;
}

TEST(Layers, CallNoMathsOfThePlatform) {
    const std::set<std::string> forbidden = platform_maths();
    const std::vector<std::string> archives = split(STANDOFF_ARCHIVES, '|');
    ASSERT_FALSE(archives.empty());
    for (const std::string& archive : archives)
        for (const std::string& line : nm("--undefined-only", archive))
            EXPECT_FALSE(forbidden.contains(last_word(line))) << archive << " calls " << last_word(line);
}

// A weak function that two object files define is kept once, from either: one compiled for AVX-512 could then be called
// on a machine without it. Unoptimised builds keep functions that are otherwise inlined, and never leave the machine
// that built them.
TEST(Layers, KernelsShareNoFunctionWithOtherCode) {
#ifndef NDEBUG
    GTEST_SKIP() << "for release builds";
#endif
    for (const std::string& object : split(STANDOFF_KERNEL_OBJECTS, '|'))
        for (const std::string& line : nm("--defined-only --demangle", object)) {
            // Sixteen digits of address, a space, the type.
            EXPECT_FALSE(line.size() > 17 && line[17] == 'W') << object << ": " << line;
        }
}

}  // namespace
}  // namespace standoff::layers
