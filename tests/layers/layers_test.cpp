#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "layers/layer_rules.hpp"
#include "layers/source_text.hpp"
#include "layers/type_clashes.hpp"

namespace standoff::layers {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

fs::path root() { return STANDOFF_SOURCE_DIR; }

std::vector<SourceFile> product() {
    std::vector<SourceFile> files;
    for (const char* folder : {"include", "sim"})
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root() / folder)) {
            const std::string ending = entry.path().extension().string();
            if (entry.is_regular_file() && (ending == ".hpp" || ending == ".cpp" || ending == ".def"))
                files.push_back({fs::relative(entry.path(), root()).generic_string(), read(entry.path())});
        }
    return files;
}

Architecture real() { return read_architecture(read(root() / "sim" / "CMakeLists.txt")); }

/// What the rules say about one file, one finding a line.
std::string said_of(const std::string& path, const std::string& text) {
    std::string all;
    for (const std::string& line : violations(real(), {{path, text}})) all += line + "\n";
    return all;
}

TEST(Layers, IncludesFollowTheTable) {
    const std::vector<SourceFile> files = product();
    ASSERT_GT(files.size(), 5U);
    std::string all;
    for (const std::string& line : violations(real(), files)) all += line + "\n";
    EXPECT_EQ(all, "");
}

TEST(Layers, AreTheOnesOfTheBuildFile) {
    const Architecture architecture = real();
    EXPECT_EQ(architecture.order.front(), "base");
    EXPECT_EQ(architecture.order.back(), "cli");
    EXPECT_TRUE(architecture.layers.at("base").depends.empty());
    EXPECT_TRUE(architecture.layers.at("base").packages.empty());
    // What the design rests on, so that a careless line in the build file is noticed.
    EXPECT_EQ(architecture.layers.at("engine").depends, (std::set<std::string>{"base", "random", "model"}));
    for (const auto& [name, layer] : architecture.layers) {
        EXPECT_EQ(layer.packages.contains("yaml-cpp"), name == "scenario") << name;
        EXPECT_EQ(layer.packages.contains("CLI11::CLI11"), name == "cli") << name;
    }
}

TEST(Layers, EveryPublicHeaderIsInTheTable) {
    const Architecture architecture = real();
    for (const fs::directory_entry& entry : fs::directory_iterator(root() / "include" / "standoff"))
        EXPECT_TRUE(architecture.public_of.contains(entry.path().filename().string())) << entry.path();
}

// Such a pair has broken a build before.
TEST(Layers, NoTwoFilesDefineATypeOfOneName) {
    const std::vector<SourceFile> files = product();
    std::set<std::string> defined;
    for (const SourceFile& file : files)
        for (const TypeDefinition& type : types_in(file)) defined.insert(type.name);
    // The reader must have followed the namespaces to say anything.
    for (const char* known : {"standoff::Scenario", "standoff::Model", "standoff::Severity", "standoff::ResultsError"})
        EXPECT_TRUE(defined.contains(known)) << known;
    std::string all;
    for (const std::string& line : type_clashes(files)) all += line + "\n";
    EXPECT_EQ(all, "") << "put the ones of a .cpp into a nameless namespace, or give them another name";
}

TEST(LayerRules, ReadTheBuildFile) {
    const Architecture architecture = read_architecture(
        "# standoff_layer(comment)\n"
        "standoff_layer(low HEADERS low.hpp)\n"
        "standoff_layer(high DEPENDS low  # why\n    PACKAGES fmt::fmt)\n");
    EXPECT_EQ(architecture.order, (std::vector<std::string>{"low", "high"}));
    EXPECT_EQ(architecture.layers.at("high").depends, std::set<std::string>{"low"});
    EXPECT_EQ(architecture.layers.at("high").packages, std::set<std::string>{"fmt::fmt"});
    EXPECT_EQ(architecture.public_of.at("low.hpp"), "low");
    EXPECT_THROW((void)read_architecture("standoff_layer(low DEPENDS high)\nstandoff_layer(high)"), std::runtime_error);
    EXPECT_THROW((void)read_architecture("add_library(x)"), std::runtime_error);
}

TEST(LayerRules, FindAnIncludeAgainstTheTable) {
    EXPECT_EQ(said_of("sim/engine/a.cpp", "\n#include \"scenario/spec.hpp\"\n"),
              "sim/engine/a.cpp:2: engine may not include scenario\n");
    EXPECT_EQ(said_of("sim/base/a.cpp", "# include <standoff/scenario.hpp>"),
              "sim/base/a.cpp:1: base may not include scenario\n");
    EXPECT_EQ(said_of("include/standoff/diagnostic.hpp", "#include \"model/a.hpp\""),
              "include/standoff/diagnostic.hpp:1: base may not include model\n");
    EXPECT_EQ(said_of("sim/model/a.hpp", "#include <yaml-cpp/yaml.h>"),
              "sim/model/a.hpp:1: model may not use yaml-cpp\n");
    EXPECT_EQ(said_of("sim/results/a.hpp", "#include <CLI/CLI.hpp>"),
              "sim/results/a.hpp:1: results may not use CLI11::CLI11\n");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include \"a.hpp\""), "");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include \"../model/a.hpp\""), "");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include <boost/asio.hpp>"), "") << "a library nobody named";
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include <unistd.h>"), "");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include <math.h>"), "");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include <random>"), "");
    EXPECT_NE(said_of("sim/engine/a.hpp", "#include <standoff/unheard.hpp>"), "");
    EXPECT_NE(said_of("sim/kitchen/a.hpp", ""), "") << "a folder that is no layer";
    EXPECT_NE(said_of("include/standoff/unheard.hpp", ""), "");
}

TEST(LayerRules, AllowWhatTheTableAllows) {
    EXPECT_EQ(said_of("sim/engine/a.cpp",
                      "#include <vector>\n#include <fmt/format.h>\n#include \"engine/b.hpp\"\n"
                      "#include \"model/a.hpp\"\n#include <standoff/model.hpp>\n#include <immintrin.h>\n"),
              "");
    EXPECT_EQ(said_of("sim/scenario/a.cpp", "#include <yaml-cpp/eventhandler.h>\n"), "");
    EXPECT_EQ(said_of("sim/cli/a.cpp", "#include <CLI/CLI.hpp>\n#include <unistd.h>\nstd::cout; exit(1);\n"), "");
}

TEST(LayerRules, AllowTheCommandLineLibraryInOneFile) {
    const std::string text = "#include <CLI/CLI.hpp>\n";
    EXPECT_EQ(violations(real(), {{"sim/cli/a.cpp", text}}).size(), 0U);
    EXPECT_EQ(violations(real(), {{"sim/cli/a.cpp", text}, {"sim/cli/b.cpp", text}}).size(), 1U);
}

TEST(LayerRules, AllowTheServersLibraryInOneFile) {
    const SourceFile asio{"sim/serve/a.cpp", "#include <boost/asio/io_context.hpp>\n#include <boost/beast/http.hpp>\n"};
    const SourceFile beast{"sim/serve/b.cpp", "#include <boost/beast/core.hpp>\n"};
    EXPECT_EQ(violations(real(), {asio}).size(), 0U);
    EXPECT_EQ(violations(real(), {asio, beast}).size(), 1U);
}

TEST(LayerRules, FindForbiddenCalls) {
    for (const char* text :
         {"x = std::exp(y);", "x = std::pow(y, 2);", "x=::tanh(y);", "using std::log;", "x = __builtin_exp(y);",
          "x = std::sinf(y);", "x = rand();", "std::random_device d;", "std::cout << 1;", "fprintf(stderr, s);",
          "printf(s);", "std::printf(s);", "fmt::print(\"x\");", "exit(1);", "std::exit(1);", "std::abort();",
          "auto t = std::chrono::system_clock::now();", "time(nullptr);"})
        EXPECT_NE(said_of("sim/engine/a.cpp", text), "") << text;
    EXPECT_NE(said_of("sim/cli/a.cpp", "x = std::exp(y);"), "") << "not even there";
    EXPECT_NE(said_of("sim/model/a.cpp", "std::chrono::steady_clock::now();"), "");
}

TEST(LayerRules, DoNotMistakeOtherWordsForCalls) {
    for (const char* text :
         {"x = math::exp(y);", "x = standoff::math::log(y);", "x = std::sqrt(y);", "// std::exp(x)",
          "/* std::cout\n exit( */ int x;", "s = \"std::exp(\";", "s = R\"(exit(1))\";", "step_exit(1);",
          "snprintf(b, n, s);", "std::expected<int> e;", "long n = 1'000'000; char c = '\\''; s = \"exit(\";",
          "x = std::logic_error(s);", "run_time(1);", "x = time(node);", "std::chrono::steady_clock::now();",
          "x = std::max(a, b);"})
        EXPECT_EQ(said_of("sim/engine/a.cpp", text), "") << text;
    EXPECT_NE(said_of("sim/engine/a.cpp", "/* a\n b */ s = \"\\\"\"; exit(1);"), "");
    EXPECT_EQ(said_of("sim/engine/a.cpp", "/* a\n b */\nexit(1);"), "sim/engine/a.cpp:3: the library never exits\n");
}

TEST(LayerRules, BlankCommentsAndLiterals) {
    EXPECT_EQ(without_comments("a // b\nc /* d\n */ e", Literals::keep), "a  \nc  \n e");
    EXPECT_EQ(without_comments("f(\"x\\\"y\", 'z', R\"q(w)q\")", Literals::blank), "f(\"\", '', \"\")");
    EXPECT_EQ(without_comments("f(\"// x\")", Literals::keep), "f(\"// x\")");
}

/// The clashes between two files with these texts.
std::vector<std::string> clashes_between(const std::string& header, const std::string& source) {
    return type_clashes({{"sim/a/one.hpp", header}, {"sim/b/two.cpp", source}});
}

TEST(TypeClashes, NameBothPlaces) {
    EXPECT_EQ(clashes_between("#pragma once\nnamespace standoff {\nstruct Item {\n    int a;\n};\n}\n",
                              "namespace standoff {\n\nclass Item : public Base<int> {};\n}"),
              (std::vector<std::string>{"standoff::Item is defined in sim/a/one.hpp:3 and in sim/b/two.cpp:3"}));
}

TEST(TypeClashes, AreFoundInEveryFormOfADefinition) {
    for (const char* form :
         {"struct Item {};", "class Item final : Base {};", "enum class Item : std::uint8_t { a };", "enum Item { a };",
          "union Item {};", "template <class T, int n = (3 > 2)> struct Item {};", "struct alignas(64) Item {};",
          "struct [[nodiscard]] Item {};", "template <class T> requires std::integral<T> struct Item {};",
          "inline int f(A a = {}) { return 1; }\nstruct Item {};", "#define OPEN \\\n  {\nstruct Item {};",
          "extern \"C\" {\nstruct Item {};\n}", "struct Item {} item;"})
        EXPECT_EQ(clashes_between("namespace standoff { struct Item {}; }",
                                  std::string("namespace standoff {\n") + form + "\n}")
                      .size(),
                  1U)
            << form;
    EXPECT_EQ(clashes_between("namespace a::b { struct Item {}; }", "namespace a { namespace b { struct Item {}; } }"),
              (std::vector<std::string>{"a::b::Item is defined in sim/a/one.hpp:1 and in sim/b/two.cpp:1"}));
    EXPECT_EQ(clashes_between("struct Outer::Inner {};", "struct Outer::Inner {};").size(), 1U);
}

TEST(TypeClashes, AreNotFoundWhereThereAreNone) {
    for (const char* other :
         {"struct Item;", "enum class Item : int;", "namespace { struct Item {}; }",
          "namespace other { struct Item {}; }", "struct Outer { struct Item {}; };", "void f() { struct Item {}; }",
          "// struct Item {};", "const char* s = \"struct Item {};\";", "struct Item f() { return {}; }",
          "struct Item item = {1};", "template <> struct Item<int> {};", "template <class Item> void f(Item i) {}",
          "namespace other = standoff;", "int x = 1 < 2;\nusing Item = int;"})
        EXPECT_EQ(clashes_between("namespace standoff { struct Item {}; }",
                                  std::string("namespace standoff {\n") + other + "\n}"),
                  std::vector<std::string>())
            << other;
    EXPECT_EQ(type_clashes({{"sim/a.cpp", "#if A\nstruct Item {};\n#else\nstruct Item { int a; };\n#endif\n"}}).size(),
              0U);
    EXPECT_THROW((void)types_in({"sim/a.cpp", "namespace a {"}), std::runtime_error);
    EXPECT_THROW((void)types_in({"sim/a.cpp", "}"}), std::runtime_error);
}

}  // namespace
}  // namespace standoff::layers
