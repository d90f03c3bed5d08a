#include "base/lists.hpp"

namespace standoff {

std::string joined(const std::vector<std::string>& texts, std::string_view last) {
    std::string result;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool ends = i > 0 && i + 1 == texts.size();
        if (ends) result.append(" ").append(last).append(" ");
        else if (i > 0) result += ", ";
        result += texts[i];
    }
    return result;
}

}  // namespace standoff
