// Everything that is public: load_scenario → compile → run_ensemble or record_run, and the records that runs leave.
#pragma once

#include <standoff/comparison.hpp>
#include <standoff/decisions.hpp>
#include <standoff/diagnostic.hpp>
#include <standoff/ensemble.hpp>
#include <standoff/histogram.hpp>
#include <standoff/model.hpp>
#include <standoff/results.hpp>
#include <standoff/scenario.hpp>
#include <standoff/sensitivity.hpp>
