#include "scenario/dependence.hpp"

#include <algorithm>
#include <map>

#include "scenario/context.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

class Visitor {
public:
    Visitor(const Dependencies& dependencies, const std::function<void(const std::vector<int>&)>& report)
        : dependencies_(dependencies), report_(report), state_(dependencies.size(), State::fresh) {}

    std::vector<int> order() {
        for (std::size_t i = 0; i < dependencies_.size(); ++i) visit(static_cast<int>(i));
        return std::move(order_);
    }

private:
    enum class State : std::uint8_t { fresh, open, done };

    void visit(int node) {
        const auto index = static_cast<std::size_t>(node);
        if (state_[index] == State::done) return;
        if (state_[index] == State::open) {
            report_({std::find(path_.begin(), path_.end(), node), path_.end()});
            return;
        }
        state_[index] = State::open;
        path_.push_back(node);
        for (const int next : dependencies_[index]) visit(next);
        path_.pop_back();
        state_[index] = State::done;
        order_.push_back(node);
    }

    const Dependencies& dependencies_;
    const std::function<void(const std::vector<int>&)>& report_;
    std::vector<State> state_;
    std::vector<int> path_;
    std::vector<int> order_;
};

}  // namespace

Dependencies named_entries(const std::vector<YamlEntry>& entries, std::string_view key) {
    std::map<std::string_view, int> known;
    for (std::size_t i = 0; i < entries.size(); ++i) known.emplace(entries[i].name(), static_cast<int>(i));
    Dependencies all(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const YamlNode* scalar = entries[i].value.find(key);
        if (scalar == nullptr || !scalar->is_scalar()) continue;
        Diagnostics ignored;  // the text is parsed again when it is read
        const NodePtr tree = parse_expression(Context::formula(*scalar), ignored);
        if (tree == nullptr) continue;
        for_each_node(*tree, [&](const Node& node) {
            if (node.node != NodeKind::name && node.node != NodeKind::member && node.node != NodeKind::indexed) return;
            if (const auto found = known.find(node.text); found != known.end()) all[i].push_back(found->second);
        });
    }
    return all;
}

std::vector<int> in_order_of_dependence(const Dependencies& dependencies,
                                        const std::function<void(const std::vector<int>&)>& report) {
    return Visitor(dependencies, report).order();
}

std::string describe_cycle(const std::vector<YamlEntry>& entries, const std::vector<int>& cycle) {
    std::string text;
    for (const int index : cycle) text += entries[static_cast<std::size_t>(index)].name() + " needs ";
    return text + entries[static_cast<std::size_t>(cycle.front())].name();
}

}  // namespace standoff
