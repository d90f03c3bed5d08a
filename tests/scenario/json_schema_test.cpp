// The schemas themselves are held against the loader by tests/schema/agreement.py.
#include "scenario/json_schema.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace standoff {
namespace {

const std::filesystem::path source_folder = STANDOFF_SOURCE_DIR;

std::string committed(const std::string& name) {
    std::ifstream file(source_folder / "schema" / name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(JsonSchema, TheCommittedFilesAreWhatTheTablesGive) {
    // After a change of the tables: standoff schema scenario > schema/scenario.schema.json, and so for theory.
    EXPECT_EQ(committed("scenario.schema.json"), json_schema(FileKind::scenario));
    EXPECT_EQ(committed("theory.schema.json"), json_schema(FileKind::theory));
}

TEST(JsonSchema, AKeyThatIsNotInThisVersionIsNotOffered) {
    for (const FileKind kind : {FileKind::scenario, FileKind::theory})
        for (const char* later : {"\"beliefs\"", "\"horizon\"", "\"discount\""})
            EXPECT_EQ(json_schema(kind).find(later), std::string::npos) << later;
}

void expect_texts(const Table& table, std::set<const Table*>& seen) {
    if (!seen.insert(&table).second) return;
    for (const Key& key : table.keys) {
        EXPECT_TRUE(key.about.ends_with('.')) << key.name << " of " << table.name << " says nothing in an editor";
        if (key.table != nullptr) expect_texts(*key.table, seen);
    }
    for (const Key* key : {table.others, table.special})
        if (key != nullptr && key->table != nullptr) expect_texts(*key->table, seen);
}

TEST(JsonSchema, EveryKeySaysWhatItMeans) {
    std::set<const Table*> seen;
    expect_texts(scenario_table(), seen);
    expect_texts(theory_table(), seen);
    EXPECT_GE(seen.size(), 20U);
}

}  // namespace
}  // namespace standoff
