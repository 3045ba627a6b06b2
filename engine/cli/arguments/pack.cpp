// SPDX-License-Identifier: Apache-2.0
// Command lines: what looks at facts, and what writes packs.
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

void add_owners(CommandLine& line) {
  auto& options = line.options<OwnersOptions>();
  CLI::App* app = line.command(
      "owners", "Show who owns an entity, in three readings",
      "Look-through shares, control, and the legal tests of the pack, each with its chain of\n"
      "facts and dates.\n"
      "\nExamples:\n"
      "  harbinger owners COMPANY\n"
      "  harbinger owners COMPANY --as-of 2018-06-30\n"
      "  harbinger owners COMPANY --holder STATE --format json");
  add_world(app, options.inputs);
  app->add_option("entity", options.entity, "The entity, by id, name or alias")
      ->required()
      ->type_name("ENTITY");
  app->add_option("--holder", options.holder, "Only this holder (default: all ultimate holders)")
      ->type_name("ENTITY");
  add_output(app, options, {"table", "json"});
  line.on(app, options, owners);
}

void add_summary(CommandLine& line) {
  auto& options = line.options<SummaryOptions>();
  CLI::App* app =
      line.command("summary", "Count what is in a pack, beside published figures",
                   "Nothing is adjusted to fit; each difference is told with its reason.\n"
                   "\nExamples:\n"
                   "  harbinger summary\n"
                   "  harbinger summary --format json");
  add_world(app, options.inputs);
  add_output(app, options, {"table", "json", "csv", "md"});
  line.on(app, options, summary);
}

void add_graph(CommandLine& line) {
  auto& options = line.options<GraphOptions>();
  CLI::App* app = line.command("graph", "Draw the neighbourhood of a site",
                               "Examples:\n"
                               "  harbinger graph port-of-x | dot -Tsvg -o port-of-x.svg\n"
                               "  harbinger graph 'Port of X' --depth 1 --format json");
  add_world(app, options.inputs);
  app->add_option("site", options.site, "The site, or any entity by its id or name")
      ->required()
      ->type_name("SITE");
  app->add_option("--depth", options.depth, "How many steps away")
      ->check(CLI::Range(1, 6))
      ->capture_default_str();
  add_output(app, options, {"dot", "json"});
  line.on(app, options, graph_of);
}

void add_snapshot(CommandLine& line) {
  auto& options = line.options<SnapshotOptions>();
  CLI::App* app =
      line.command("snapshot", "Freeze a pack to one file that opens at once",
                   "The file is given with --pack wherever a folder is. Nothing of it is "
                   "loaded: a part is read, and\n"
                   "checked against its checksum, when it is needed; `harbinger validate "
                   "FILE` checks all of it.\n"
                   "\nExamples:\n"
                   "  harbinger snapshot -o scanners.snapshot\n"
                   "  harbinger snapshot --pack my-pack -o my-pack.snapshot\n"
                   "  harbinger rank --pack my-pack.snapshot --top 10");
  app->add_option("--pack", options.inputs.pack,
                  "Folder of facts (default: the bundled data/scanners)")
      ->type_name("DIR");
  app->add_option("-o,--output", options.output, "The file to write")
      ->required()
      ->type_name("FILE");
  line.on(app, options, snapshot);
}

void add_synth(CommandLine& line) {
  auto& options = line.options<SynthOptions>();
  CLI::App* app = line.command(
      "synth", "Write an invented pack of any size, for tests and benchmarks",
      "The world is made like another pack: its schema, countries, lists and small kinds are\n"
      "carried over, all else is copied as often as the size asks for, with invented names and\n"
      "drawn edges (docs/synth.md). Same seed, same bytes.\n"
      "\nExamples:\n"
      "  harbinger synth --sites 1000 --facts 10000 -o world\n"
      "  harbinger rank --pack world\n"
      "  harbinger synth --sites 1000000 --facts 10000000 --seed 7 --like my-pack -o large");
  app->add_option("--sites", options.sites, "How many sites")->required()->check(at_least_one());
  app->add_option("--facts", options.facts, "How many nodes and edges in all, met exactly")
      ->required()
      ->check(at_least_one());
  app->add_option("--seed", options.seed, "Another number gives another world")
      ->check(seed())
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--like", options.like, "The pack it is made like (default: data/scanners)")
      ->type_name("DIR");
  app->add_option("-o,--output", options.output, "Folder to write, new or empty")
      ->required()
      ->type_name("DIR");
  line.on(app, options, synth);
}

}  // namespace harbinger::cli
