// The recursive-descent parser behind parser.hpp: expressions in parse_expression.cpp, what holds them in
// parser.cpp, what is said of a token out of place in parse_errors.cpp.
//
// The first error of a formula ends it: each member function then gives an empty tree (or false) and its callers give
// up.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "language/lexer.hpp"
#include "language/parser.hpp"
#include "language/vocabulary.hpp"

namespace standoff::parsing {

// Together they bound the stack that any walk over a tree needs.
constexpr int deepest_nesting = 200;  // brackets, signs, `not`, `else` and `^` within each other
constexpr int deepest_tree = 500;     // levels of a finished tree: also the terms of one long sum
constexpr int most_nodes = 20'000;

/// A subtree while it is built: its depth and the bytes of the text that it covers, brackets included.
struct Tree {
    NodePtr node;
    int depth = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    explicit operator bool() const { return node != nullptr; }
};

class Parser {
public:
    Parser(const Formula& formula, Diagnostics& findings) : formula_(formula), findings_(findings) {}

    /// Reads the tokens; false after an error.
    bool start() {
        std::optional<std::vector<Token>> tokens = tokenize(formula_, findings_);
        if (!tokens) return false;
        tokens_ = std::move(*tokens);
        if (tokens_.size() > 1) return true;
        fail("E301", 0, formula_.text.size(), "a formula is missing here");
        return false;
    }

    NodePtr whole_expression() {
        Tree tree = conditional(nullptr);
        return tree && finished() ? std::move(tree.node) : nullptr;
    }

    std::optional<Rate> whole_rate() {
        Tree tree = conditional(nullptr);
        if (!tree) return std::nullopt;
        Rate rate{std::move(tree.node), nullptr, {}};
        if (accept_word("per")) {
            const std::size_t begin = now().begin;
            rate.per = per_unit();
            if (!rate.per) return std::nullopt;
            rate.unit = formula_.text.substr(begin, tokens_[at_ - 1].end - begin);
        }
        if (!finished()) return std::nullopt;
        return rate;
    }

    std::optional<Statement> whole_statement();
    std::optional<ItemPattern> whole_item();

    NodePtr whole_reference() {
        Tree tree = reference("E323", "`attention`, `sanctions(DPRK)` or `USA.attention`");
        return tree && finished() ? std::move(tree.node) : nullptr;
    }

private:
    /// Counts one level of nesting while it lives.
    class Nested {
    public:
        explicit Nested(int& depth) : depth_(depth) { ++depth_; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;
        ~Nested() { --depth_; }

    private:
        int& depth_;
    };

    // --- Tokens and findings ---

    [[nodiscard]] const Token& now() const { return tokens_[at_]; }
    [[nodiscard]] const Token& ahead(std::size_t count) const {
        return tokens_[std::min(at_ + count, tokens_.size() - 1)];
    }
    [[nodiscard]] bool at(TokenKind kind) const { return now().kind == kind; }
    [[nodiscard]] bool at_word(std::string_view word) const { return is_word(now(), word); }
    [[nodiscard]] static bool is_word(const Token& token, std::string_view word) {
        return token.kind == TokenKind::name && token.text == word;
    }
    [[nodiscard]] static bool is_free_name(const Token& token) {
        return token.kind == TokenKind::name && !vocabulary::is_keyword(token.text);
    }
    const Token& take() { return at_ + 1 < tokens_.size() ? tokens_[at_++] : tokens_[at_]; }
    bool accept(TokenKind kind) {
        if (!at(kind)) return false;
        take();
        return true;
    }
    bool accept_word(std::string_view word) {
        if (!at_word(word)) return false;
        take();
        return true;
    }
    [[nodiscard]] Place place_of(const Token& token) const { return place_in(formula_, token.begin, token.end); }

    /// Reports the first error of a formula; what follows it would only be its echo.
    void fail(std::string_view code, std::size_t begin, std::size_t end, std::string what, std::string why = {},
              std::string hint = {}) {
        if (failed_) return;
        failed_ = true;
        findings_.add(code, place_in(formula_, begin, end), std::move(what), std::move(why), std::move(hint));
    }
    void fail(std::string_view code, const Token& token, std::string what, std::string why = {},
              std::string hint = {}) {
        fail(code, token.begin, token.end, std::move(what), std::move(why), std::move(hint));
    }

    bool finished() {
        if (at(TokenKind::end)) return !failed_;
        unexpected();
        return false;
    }

    bool close_bracket(const Token& open) {
        if (accept(TokenKind::close)) return true;
        if (at(TokenKind::end)) {
            fail("E312", open, "this bracket is never closed", {}, "write `)`");
        } else {
            unexpected();
        }
        return false;
    }

    void unexpected();
    void loop_without_aggregate();
    void two_names();
    void missing_value();

    // --- Trees ---

    bool nest_ok() {
        if (nesting_ <= deepest_nesting) return true;
        too_large(fmt::format("brackets, signs and choices stand at most {} deep", deepest_nesting));
        return false;
    }
    void too_large(std::string why) {
        fail("E302", now(), "this formula is too large", std::move(why), "name its parts as derived quantities");
    }

    template <typename... Children>
    Tree make(NodeKind kind, std::size_t begin, std::size_t end, Children... children) {
        Tree tree{std::make_unique<Node>(), 0, begin, end};
        tree.node->node = kind;
        tree.node->place = place_in(formula_, begin, end);
        (adopt(tree, std::move(children)), ...);
        return counted(std::move(tree));
    }
    static void adopt(Tree& parent, Tree child) {
        parent.depth = std::max(parent.depth, child.depth);
        parent.node->children.push_back(std::move(child.node));
    }
    Tree counted(Tree tree) {
        ++tree.depth;
        if (++nodes_ > most_nodes) {
            too_large(fmt::format("a formula has at most {} terms", most_nodes));
            return {};
        }
        if (tree.depth > deepest_tree) {
            too_large(fmt::format("a tree of operations has at most {} levels", deepest_tree));
            return {};
        }
        return tree;
    }
    // A tree whose end is not yet read: open_tree, then adopt, then closed_tree, which ends it with the last token
    // taken.
    static Tree open_tree(NodeKind kind, std::size_t begin) {
        Tree tree{std::make_unique<Node>(), 0, begin, begin};
        tree.node->node = kind;
        return tree;
    }
    Tree closed_tree(Tree tree) {
        tree.end = tokens_[at_ - 1].end;
        tree.node->place = place_in(formula_, tree.begin, tree.end);
        return counted(std::move(tree));
    }
    void label(Tree& tree, const Token& name) {
        tree.node->text = std::string(name.text);
        tree.node->name_place = place_of(name);
    }

    // --- Expressions ---

    Tree conditional(NodePtr* statement_condition);
    Tree operation(int level);
    Tree prefix(Operator op, int operand_level);
    Tree primary();
    Tree number();
    Tree named_term();
    Tree call(const vocabulary::FunctionEntry& function);
    Tree finished_call(const vocabulary::FunctionEntry& function, const Token& name, std::vector<Tree> list);
    Tree aggregate(Aggregate which);
    void aggregate_without_set(Aggregate which, const Token& name, const Token& open);
    bool closing_condition(Tree& condition);
    Tree memory(Memory which);
    Tree quantity();
    Tree reference(std::string_view code, std::string_view examples);
    bool arguments(const Token& open, std::vector<Tree>& list);
    bool loops(std::vector<Loop>& list);
    bool party(std::optional<Party>& party, std::string_view word);
    bool item_argument(ItemPattern::Argument& argument);
    NodePtr per_unit();

    const Formula& formula_;
    Diagnostics& findings_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int nesting_ = 0;
    int nodes_ = 0;
    bool failed_ = false;
};

}  // namespace standoff::parsing
