#include "language/check.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "small_model.hpp"

namespace standoff {
namespace {

using namespace testing;

using Table = std::vector<std::pair<std::string_view, std::string_view>>;

Scope measure_scope() {
    Scope scope;
    scope.measure = true;
    return scope;
}

Scope initial_scope() {
    Scope scope;
    scope.initial = true;
    scope.draws = true;
    scope.memory = false;
    return scope;
}

void expect_codes(const Table& table, const Scope& scope, const Symbols& symbols = small_model()) {
    for (const auto& [text, codes] : table) EXPECT_EQ(check(text, scope, symbols).codes(), codes) << text;
}

TEST(Check, AcceptsTheFormulasOfTheDesign) {
    const Scope acting = acting_scope();
    const Table formulas = {
        {"1 - mean(c.attention for c in coercer)", ""},
        {"mean(c.sanctions(self) for c in coercer) if since(test by self) < 3 weeks else 0", ""},
        {"since(test by self to icbm) > 3 weeks and tension < 0.5", ""},
        {"target.attention > 0.3 or USA.policy == engage", ""},
        {"1 + poisson(0.5)", ""},
        {"1 - 0.5 * success / count * level", ""},
        {"relax(tension, 0.1, forgetting)", ""},
        {"lag(tension, 2 weeks) - lag(target.attention, 1 step)", ""},
        {"target.sanctions(self) + USA.sanctions(DPRK) + skill(icbm)", ""},
        {"sum(w.provokes for w in weapon if w != icbm)", ""},
        {"sum(c.sanctions(d) for c in coercer for d in challenger)", ""},
        {"now - date(2022-11-08) > 6 weeks and year >= 2022 and month == 3", ""},
        {"count(missile by allies) + times(incident)", ""},
        {"any(a.resolve > 0.5 for a in actors if a != self)", ""},
        {"mod(now, 1 year) / 1 week", ""},
        {"resolve + pressure + unchecked", ""},
    };
    expect_codes(formulas, acting);
}

TEST(Check, FollowsDurationsThroughAFormula) {
    const std::vector<std::pair<std::string_view, Kind>> table = {
        {"1 week + 2 days", Kind::duration},
        {"forgetting / 1 week", Kind::number},
        {"2 * forgetting", Kind::duration},
        {"forgetting / 2", Kind::duration},
        {"-forgetting", Kind::duration},
        {"min(forgetting, 2 weeks)", Kind::duration},
        {"clamp(now, 1 week, 1 year)", Kind::duration},
        {"mean(c.patience for c in coercer)", Kind::duration},
        {"forgetting if tension > 1 else 2 weeks", Kind::duration},
        {"forgetting > 2 weeks", Kind::number},
        {"since(test)", Kind::duration},
        {"times(test)", Kind::number},
        {"dt", Kind::duration},
        {"abs(now - dt)", Kind::duration},
        {"uniform(2 weeks, 26 weeks)", Kind::duration},
        {"relax(forgetting, 1 week, 2 weeks)", Kind::duration},
        {"all(c.attention > 0 for c in coercer)", Kind::number},
    };
    for (const auto& [text, kind] : table) {
        const Checked checked = check(text, acting_scope());
        EXPECT_EQ(checked.codes(), "") << text;
        EXPECT_EQ(checked.kind, kind) << text;
    }
    EXPECT_EQ(check("first(tension > 0)", measure_scope()).kind, Kind::duration);
    EXPECT_EQ(check("first(tension > 0) / 1 week", measure_scope()).kind, Kind::number);
}

TEST(Check, RefusesToMixNumbersAndDurations) {
    expect_codes({{"forgetting + 1", "E406"},
                  {"since(test) > 3", "E406"},
                  {"forgetting * now", "E406"},
                  {"1 / forgetting", "E406"},
                  {"min(forgetting, 3)", "E406"},
                  {"forgetting if tension else 3", "E406"},
                  {"relax(tension, 1 week, forgetting)", "E406"},
                  {"relax(tension, 0, 3)", "E407"},
                  {"exp(forgetting)", "E407"},
                  {"forgetting ^ 2", "E407"},
                  {"forgetting and 1", "E407"},
                  {"not forgetting", "E407"},
                  {"1 if forgetting else 2", "E407"},
                  {"count(c.patience for c in coercer)", "E407"},
                  {"mean(1 for c in coercer if c.patience)", "E407"}},
                 acting_scope());
    EXPECT_EQ(check("forgetting", {}, small_model(), Kind::number).codes(), "E407");
    EXPECT_EQ(check("tension", {}, small_model(), Kind::duration).codes(), "E407");
}

TEST(Check, NeverReportsTheEchoOfAnError) {
    expect_codes({{"tensoin + forgetting", "E401"},
                  {"exp(tensoin) * 2 > forgetting + 1", "E401 E406"},
                  {"relax(tensoin, 1 week, 2 weeks)", "E401"},
                  {"(forgetting + 1) + 1 week", "E406"},
                  {"unchecked + 1 week + unchecked * 2", ""},
                  {"a_typo + another_typo", "E401 E401"}},
                 acting_scope());
    EXPECT_EQ(check("tensoin", {}, small_model(), Kind::duration).codes(), "E401");
}

TEST(Check, SuggestsTheNearestName) {
    const auto why = [](std::string_view text, const Scope& scope = acting_scope()) {
        const Checked checked = check(text, scope);
        return checked.findings.all().empty() ? std::string() : checked.findings.all()[0].why;
    };
    EXPECT_EQ(why("releif_threshold"), "did you mean \"relief_threshold\"?");
    EXPECT_EQ(why("since(missle)"), "did you mean \"missile\"?");
    EXPECT_EQ(why("mean(c.attention for c in coercers)"), "did you mean \"coercer\"?");
    EXPECT_EQ(why("USA.policy == enagge"), "did you mean \"engage\"?");
    EXPECT_EQ(why("USB.attention"), "did you mean \"USA\"?");
    EXPECT_EQ(why("USA.atention"), "did you mean \"attention\"?");
    EXPECT_EQ(why("ln(2)"), "did you mean \"log\"?");
    EXPECT_EQ(why("logitsic(2)"), "did you mean \"logistic\"?");
    EXPECT_EQ(why("targt.attention"), "did you mean \"target\"?");
    EXPECT_EQ(why("since(test by USB)"), "did you mean \"USA\"?");
}

TEST(Check, FindsNamesThatCannotStandWhereTheyStand) {
    expect_codes({{"nonsense", "E401"},
                  {"level2", "E401"},
                  {"foo.attention", "E401"},
                  {"since(tension)", "E402"},
                  {"since(hold)", "E402"},
                  {"sum(c.attention for c in USA)", "E403"},
                  {"sum(c.attention for c in nowhere)", "E403"},
                  {"USA.policy == tension", "E404"},
                  {"USA.policy == 1 + 2", "E404"},
                  {"exp(1, 2)", "E405"},
                  {"exp()", "E405"},
                  {"min(1)", "E405"},
                  {"clamp(1, 2)", "E405"},
                  {"self", "E408"},
                  {"self + 1", "E408"},
                  {"self == 1", "E408"},
                  {"self < target", "E408"},
                  {"USA.policy", "E408"},
                  {"USA.policy < engage", "E408"},
                  {"coercer", "E424"},
                  {"actors", "E424"},
                  {"exp", "E424"},
                  {"week", "E424"},
                  {"engage", "E424"},
                  {"test", "E424"},
                  {"policy", "E424"},
                  {"USA(1)", "E424"},
                  {"coercer.attention", "E407"},
                  {"tension.attention", "E407"}},
                 acting_scope());
    EXPECT_EQ(check("level + success").codes(), "E401 E401");
}

TEST(Check, HoldsVariablesToTheirOwners) {
    expect_codes({{"attention", "E409"},
                  {"DPRK.attention", "E410"},
                  {"self.attention", "E410"},
                  {"mean(c.attention for c in patron)", "E410"},
                  {"mean(c.attention for c in actors)", "E410"},
                  {"mean(c.attention for c in allies)", ""},
                  {"icbm.resolve", "E410"},
                  {"icbm.provokes + srbm.provokes", ""},
                  {"USA.sanctions", "E411"},
                  {"skill", "E411"},
                  {"USA.attention(DPRK)", "E411"},
                  {"attention(USA)", "E411"},
                  {"sanctions", "E409"},
                  {"tension(DPRK)", "E411"},
                  {"USA.sanctions(ROK)", "E412"},
                  {"USA.sanctions(1)", "E407"},
                  {"USA.sanctions(tension)", "E407"},
                  {"USA.tension", "E413"},
                  {"USA.forgetting", "E413"},
                  {"forgetting(USA)", "E413"},
                  {"USA.trust(USA)", "E435"},
                  {"trust(self)", "E435"},
                  {"sum(a.trust(a) for a in actors)", "E435"},
                  {"icbm.policy == engage", "E437"},
                  {"since(test by icbm)", "E437"},
                  {"since(incident by USA)", "E438"}},
                 acting_scope());
    const Checked checked = check("attention");
    EXPECT_EQ(checked.findings.all().at(0).what, "\"attention\" belongs to a coercer, and it does not say which");
    EXPECT_EQ(checked.findings.all().at(0).hint, "write `USA.attention` or, in a loop, `c.attention`");
}

TEST(Check, ReadsATheoryAloneByItsRoles) {
    const Symbols theory = small_theory();
    expect_codes({{"target.attention", ""},
                  {"other.attention", ""},
                  {"mean(c.attention for c in coercer)", ""},
                  {"mean(c.attention for c in patron)", "E410"},
                  {"mean(c.attention for c in actors)", "E410"},
                  {"mean(c.resolve for c in patron)", ""},
                  {"USA.attention", "E401"},
                  {"skill(icbm)", ""}},
                 acting_scope(), theory);
}

TEST(Check, KnowsOtherWhereThereAreTwoActors) {
    EXPECT_EQ(check("other.attention", acting_scope()).codes(), "E414");
    Symbols duel = small_model();
    duel.entities = {{"DPRK", false, {index::challenger}}, {"USA", false, {index::coercer}}};
    duel.role_members = {{0}, {1}, {}, {}};
    duel.group_members = {{1}, {}};
    EXPECT_EQ(check("other.attention + other.sanctions(self)", acting_scope(), duel).codes(), "");
    EXPECT_EQ(check("other.pressure", acting_scope(), duel).codes(), "E410");
    EXPECT_EQ(check("other.attention", {}, duel).codes(), "E414");
}

TEST(Check, AllowsEachThingOnlyInItsPlace) {
    expect_codes({{"self.attention", "E414"},
                  {"target.attention", "E414"},
                  {"since(test by self)", "E414"},
                  {"normal(0, 1)", "E415"},
                  {"peak(tension)", "E417"},
                  {"steps", "E424"},
                  {"payoff(USA)", "E417"}},
                 {});
    expect_codes({{"since(test)", "E416"},
                  {"neglect", "E418"},
                  {"now", "E418"},
                  {"lag(tension, 1 week)", "E418"},
                  {"USA.policy == engage", "E418"},
                  {"tension + USA.attention + uniform(0, 1) + relief_threshold", ""}},
                 initial_scope());
    Scope fixed;
    fixed.state = false;
    fixed.memory = false;
    expect_codes({{"tension", "E418"}, {"since(test)", "E416"}, {"relief_threshold * 2", ""}}, fixed);
    Scope drawing = acting_scope();
    expect_codes({{"bernoulli(1.5)", "E434"},
                  {"bernoulli(-0.1)", "E434"},
                  {"bernoulli(tension)", ""},
                  {"bernoulli(3 / 2)", "E434"},
                  {"uniform(2, 1)", "E439"},
                  {"uniform(1, 1)", ""},
                  {"uniform(-1, -2)", "E439"},
                  {"uniform(2 weeks, 1 week)", "E439"},
                  {"uniform(tension, 1)", ""},
                  {"normal(0, -1)", "E439"},
                  {"normal(0, 0)", ""},
                  {"normal(tension, 1 - 2)", "E439"},
                  {"poisson(-1)", "E439"},
                  {"poisson(501)", "E439"},
                  {"poisson(500)", ""},
                  {"exponential(-0.1)", "E439"},
                  {"exponential(0)", ""},
                  {"triangular(0, 2, 1)", "E439"},
                  {"triangular(0, tension, -1)", "E439"},
                  {"triangular(0, 0, 1)", ""},
                  {"lag(tension, forgetting)", "E436"},
                  {"lag(tension, 3)", "E436"}},
                 drawing);
}

TEST(Check, TakesMeasuresOverTheWholeRunOnly) {
    expect_codes({{"count(missile) + times(test by DPRK) / steps", ""},
                  {"peak(tension) - average(mean(c.attention for c in coercer))", ""},
                  {"share(tension > 0.5 and since(test) < 4 weeks)", ""},
                  {"payoff(USA) + sum(payoff(a) for a in actors)", ""},
                  {"relief_threshold * final(tension)", ""},
                  {"tension", "E419"},
                  {"now / 1 week", "E419"},
                  {"USA.policy == engage", "E419"},
                  {"peak(average(tension))", "E417"},
                  {"peak(steps)", "E417"},
                  {"payoff(icbm)", "E437"},
                  {"payoff(coercer)", "E407"},
                  {"share(forgetting)", "E407"}},
                 measure_scope());
}

TEST(Check, HasNoCalendarInAnAbstractModel) {
    Symbols abstract = small_model();
    abstract.dated = false;
    expect_codes({{"6 weeks", "E420"},
                  {"date(2022-11-08)", "E420"},
                  {"year + month", "E420 E420"},
                  {"since(test) > 3 and now > 2 * dt", ""},
                  {"relax(tension, 0, forgetting) + forgetting", ""},
                  {"lag(tension, 2) + lag(tension, 2 steps)", ""},
                  {"2 steps + 1", ""}},
                 acting_scope(), abstract);
    EXPECT_EQ(check("since(test)", {}, abstract).kind, Kind::number);
    EXPECT_EQ(check("1 step", {}, abstract, Kind::duration).codes(), "");
}

TEST(Check, KeepsBoundNamesApartAndInUse) {
    expect_codes({{"sum(USA.attention for USA in coercer)", "E421"},
                  {"sum(mean.attention for mean in coercer)", "E421"},
                  {"sum(level.attention for level in coercer)", "E421"},
                  {"sum(sum(c.attention for c in coercer) + c.attention for c in coercer)", "E421"},
                  {"sum(c.attention for c in coercer) + sum(c.attention for c in coercer)", ""},
                  {"sum(tension for c in coercer)", "E422"},
                  {"sum(tension for USA in coercer)", "E421"},
                  {"sum(d.pressure for c in coercer for d in challenger)", "E422"},
                  {"sum(1 for c in coercer if c != self)", ""},
                  {"sum(count(test by c) for c in coercer)", ""},
                  {"sum(c.resolve for c in nobody)", "E423"},
                  {"c.attention", "E401"}},
                 acting_scope());
    Scope outer;
    outer.bound = {{"c", role(index::coercer)}};
    const Checked checked = check("c.attention + sum(d.pressure for d in challenger)", outer);
    EXPECT_EQ(checked.codes(), "");
    const Node& sum = *checked.node->children[1];
    EXPECT_EQ(sum.loops[0].set, role(index::challenger));
    EXPECT_EQ(sum.children[0]->children[0]->symbol, (Symbol{SymbolKind::bound, 1}));
    EXPECT_EQ(checked.node->children[0]->children[0]->symbol, (Symbol{SymbolKind::bound, 0}));
}

TEST(Check, WritesOnlyWhatMayBeWritten) {
    const Table effects = {
        {"tension += 0.1", ""},
        {"tension += forgetting", "E407"},
        {"USA.patience += 1 week", ""},
        {"USA.patience *= 2", ""},
        {"USA.patience *= 2 weeks", "E407"},
        {"USA.patience = 2", "E407"},
        {"c.attention += 0.1 * (1 - c.attention) for c in coercer if c != target", ""},
        {"tension += 0.1 for c in coercer", "E422"},
        {"skill(icbm) += normal(0, 1) if success > 0", ""},
        {"target.attention = level", ""},
        {"attention = 1", "E409"},
        {"forgetting = 1 week", "E427"},
        {"neglect = 1", "E428"},
        {"USA.exercise = 1", "E429"},
        {"resolve = 1", "E430"},
        {"USA = 1", "E431"},
        {"now = 1", "E431"},
        {"level = 1", "E431"},
        {"nonsense = 1", "E401"},
        {"tension' = 1", "E426"},
        {"USA.policy = hardline", ""},
        {"c.policy = hardline for c in allies", ""},
        {"USA.policy += hardline", "E433"},
        {"USA.policy = hardlin", "E404"},
        {"USA.policy = ROK.policy", "E404"},
        {"policy = hardline", "E433"},
        {"icbm.policy = hardline", "E437"},
        {"USB.policy = hardline", "E401"},
        {"tension = nonsense + oops if typo", "E401 E401 E401"},
    };
    for (const auto& [text, codes] : effects)
        EXPECT_EQ(statement_codes(text, StatementPlace::effect, acting_scope()), codes) << text;
}

TEST(Check, PrimesDynamicsAndNothingElse) {
    const Table dynamics = {
        {"tension' = relax(tension, 0.1, 8 weeks)", ""},
        {"c.attention' = relax(c.attention, 0.1, forgetting) for c in coercer", ""},
        {"c.sanctions(d)' = 0.7 * c.sanctions(d) for c in coercer for d in challenger", ""},
        {"tension = 1", "E425"},
        {"tension += 1", "E425"},
        {"tension' += 1", "E432"},
        {"attention' = 1", "E409"},
        {"neglect' = 1", "E428"},
        {"USA.policy' = engage", "E433"},
    };
    Scope scope;
    scope.draws = true;
    for (const auto& [text, codes] : dynamics)
        EXPECT_EQ(statement_codes(text, StatementPlace::dynamics, scope), codes) << text;
    const Table initial = {
        {"c.sanctions(DPRK) = 0.9 for c in coercer", ""},
        {"c.resolve = uniform(0, 1) for c in actors", ""},
        {"USA.exercise = 0.5", ""},
        {"tension += 1", "E432"},
        {"tension' = 1", "E426"},
        {"tension = now / 1 week", "E418"},
        {"USA.policy = engage", "E433"},
    };
    for (const auto& [text, codes] : initial)
        EXPECT_EQ(statement_codes(text, StatementPlace::initial, initial_scope()), codes) << text;
}

TEST(Check, ResolvesReferencesForSetAndInputs) {
    Scope of_dprk;
    of_dprk.self = {entity(index::DPRK)};
    const Table references = {
        {"skill(icbm)", ""},         {"resolve", ""},    {"USA.attention", ""},   {"USA.policy", ""},
        {"USA.sanctions(DPRK)", ""}, {"forgetting", ""}, {"tension", ""},         {"attention", "E409"},
        {"neglect", "E428"},         {"USA", "E431"},    {"exp", "E431"},         {"policy", "E433"},
        {"atention", "E401"},        {"skill", "E411"},  {"icbm.policy", "E437"},
    };
    for (const auto& [text, codes] : references) {
        Diagnostics findings;
        const NodePtr node = parse_reference(formula(text), findings);
        ASSERT_TRUE(node) << text;
        check_reference(*node, of_dprk, small_model(), findings);
        EXPECT_EQ(codes_of(findings), codes) << text;
    }
}

TEST(Check, WalksTheDeepestTreesThatTheParserBuilds) {
    std::string sum = "tension";
    for (int i = 0; i < 400; ++i) sum += " + tension";
    EXPECT_EQ(check(sum).codes(), "");
    std::string nested = "tension";
    for (int i = 0; i < 150; ++i) nested = "max(0, " + nested + " + 1)";
    EXPECT_EQ(check(nested).codes(), "");
}

TEST(Check, AnnotatesEveryNodeOfASoundFormula) {
    const Checked checked =
        check("USA.sanctions(DPRK) * level if USA.policy == engage else lag(tension, 1 week)", acting_scope());
    ASSERT_EQ(checked.codes(), "");
    const Node& product = *checked.node->children[0];
    EXPECT_EQ(product.children[0]->symbol, (Symbol{SymbolKind::variable, index::sanctions}));
    EXPECT_EQ(product.children[0]->children[0]->symbol, entity(index::DPRK));
    EXPECT_EQ(product.children[1]->symbol, (Symbol{SymbolKind::local, 0}));
    const Node& comparison = *checked.node->children[1];
    EXPECT_EQ(comparison.children[0]->symbol.kind, SymbolKind::policy_of);
    EXPECT_EQ(comparison.children[1]->symbol, (Symbol{SymbolKind::policy, 1}));
    EXPECT_EQ(checked.node->children[2]->children[1]->kind, Kind::duration);
}

TEST(Symbols, ReserveTheWordsOfTheLanguage) {
    for (const char* word :
         {"exp",    "mean",  "count", "since", "if",      "for",    "true",  "week",   "weeks", "steps", "self",
          "actors", "actor", "hold",  "level", "success", "policy", "first", "payoff", "date",  "dt"})
        EXPECT_TRUE(is_reserved(word)) << word;
    for (const char* word : {"tension", "USA", "offer", "Week", ""}) EXPECT_FALSE(is_reserved(word)) << word;
    EXPECT_TRUE(is_identifier("_a1"));
    for (const char* word : {"", "1a", "a-b", "a b", "z\u00e4h"}) EXPECT_FALSE(is_identifier(word)) << word;
}

}  // namespace
}  // namespace standoff
