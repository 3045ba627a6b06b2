// SPDX-License-Identifier: Apache-2.0
// Command lines: many jobs.
#include "batch/job_list.hpp"
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

namespace {

/// `2/3`.
CLI::Validator part_of_all() {
  return CLI::Validator(
      [](std::string& text) {
        return batch::parse_shard(text)
                   ? std::string()
                   : "expected a part of all, as 2/3, from 1 to the last, found '" + text + "'";
      },
      "I/N");
}

}  // namespace

void add_batch(CommandLine& line) {
  auto& options = line.options<BatchOptions>();
  CLI::App* app = line.command(
      "batch", "Run the jobs of a job file: packs x rules x models x scenarios x dates",
      "All inputs are checked before the first job begins. Each job writes a folder of its own "
      "below -o,\n"
      "whole or not at all: what `rank` gives, and for a scenario what `whatif` gives, with a "
      "receipt\n"
      "(job.json). The manifest has a line for each finished job (docs/batch.md). A job that "
      "fails does\n"
      "not stop the others; exit code 1 tells of it.\n"
      "\nExamples:\n"
      "  harbinger batch jobs.yaml --dry-run\n"
      "  harbinger batch jobs.yaml -o out\n"
      "  harbinger batch jobs.yaml -o out --resume\n"
      "  harbinger batch jobs.yaml -o out --shard 2/3 --jobs 8 --memory 12G");
  app->add_option("file", options.file, "The job file")->required()->type_name("JOBS");
  app->add_option("-o,--output", options.output,
                  "Folder for the outputs (default: the one that the file names)")
      ->type_name("DIR");
  app->add_flag("--resume", options.resume,
                "Go on in a folder with outputs: jobs that are done, of the same inputs, options "
                "and engine, are left as they are");
  app->add_flag("--dry-run", options.dry_run,
                "Check everything, and list the jobs; with --resume those to do");
  app->add_flag("--fail-fast", options.fail_fast, "Stop at the first job that fails");
  app->add_option("--jobs", options.jobs, "Workers (default: one for each processor)")
      ->check(at_least_one());
  app->add_option("--threads", options.threads,
                  "Threads of each worker (default: the processors, shared out)")
      ->check(at_least_one());
  app->add_option("--shard", options.shard,
                  "Only this part of the jobs: 1/N to N/N do each job once")
      ->check(part_of_all());
  app->add_option("--memory", options.memory,
                  "Bound for all workers together, as 800M or 12G; a job that needs more fails")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  line.on(app, options, batch);
}

}  // namespace harbinger::cli
