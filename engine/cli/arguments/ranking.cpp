// SPDX-License-Identifier: Apache-2.0
// Command lines: what ranks and explains.
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

namespace {

/// A number from 0 to less than 1.
CLI::Validator fraction_below_one() {
  return CLI::Validator(
      [](std::string& text) {
        double value = -1;
        const bool read = CLI::detail::lexical_cast(text, value);
        return read && value >= 0 && value < 1
                   ? std::string()
                   : "expected a number from 0 to less than 1, found '" + text + "'";
      },
      "X");
}

}  // namespace

void add_rank(CommandLine& line) {
  auto& options = line.options<RankOptions>();
  CLI::App* app = line.command(
      "rank", "Rank the sites",
      "--where is CEL over the site (country, type, ...), its id, name, rank, score, tier, the\n"
      "top dimensions and every signal; ranks stay those of all sites.\n"
      "\nExamples:\n"
      "  harbinger rank --top 50\n"
      "  harbinger rank --where 'type == \"airport\" && score > 30'\n"
      "  harbinger rank --format json | jq '.sites[0].rules'\n"
      "  harbinger rank --format html -o report.html\n"
      "  harbinger rank --format svg -o map.svg\n"
      "  harbinger rank --rules my-rules.yaml --watch");
  add_inputs(app, options.inputs);
  app->add_option("--where", options.where, "Show only sites for which this is true (CEL)")
      ->type_name("CEL");
  app->add_option("--top", options.top, "Show the first N (default: 20 in table and md, else all)")
      ->check(at_least_one());
  add_details(app, options);
  add_output(app, options, {"table", "csv", "json", "jsonl", "geojson", "md", "html", "svg"});
  app->add_flag("--watch", options.watch,
                "Rank again when a file of the pack, the rules or the model is saved, and show "
                "what moved; Ctrl-C ends")
      ->excludes("--output");
  line.add_ledger(app);
  line.on(app, options, rank);
}

void add_explain(CommandLine& line) {
  auto& options = line.options<ExplainOptions>();
  CLI::App* app = line.command("explain", "Explain the score of a site",
                               "A site is named by id, name, alias, UN/LOCODE or IATA code.\n"
                               "\nExamples:\n"
                               "  harbinger explain 'Port of X'\n"
                               "  harbinger explain XXPOX --all\n"
                               "  harbinger explain XXPOX --rule some.rule --rule other.rule\n"
                               "  harbinger explain port-of-x --format json\n"
                               "  harbinger explain port-of-x --format svg -o port-of-x.svg");
  add_inputs(app, options.inputs);
  app->add_option("site", options.site, "The site")->required()->type_name("SITE");
  app->add_flag("--all", options.all, "Every chain of evidence, not the first few of each signal");
  app->add_option("--rule", options.rules,
                  "Only this rule, every clause with value read, threshold and margin; several "
                  "times")
      ->type_name("ID")
      ->take_all()
      ->allow_extra_args(false);
  add_output(app, options, {"table", "json", "html", "svg"});
  line.on(app, options, explain);
}

void add_timeline(CommandLine& line) {
  auto& options = line.options<TimelineOptions>();
  CLI::App* app = line.command(
      "timeline", "Score the world as of one day after another",
      "A year or month stands for its last day. Facts are those known to the pack now.\n"
      "\nExamples:\n"
      "  harbinger timeline\n"
      "  harbinger timeline 'Port of X' 'Port of Y' --from 2010 --to 2024-06 --step 6m\n"
      "  harbinger timeline --format svg -o timeline.svg");
  add_inputs(app, options.inputs);
  app->add_option("sites", options.sites, "Sites to follow (default: the best on the last day)")
      ->type_name("SITE");
  app->add_option("--from", options.from, "First day")->type_name("DATE")->capture_default_str();
  app->add_option("--to", options.to, "Last day (default: --as-of, or the pack's own date)")
      ->type_name("DATE");
  app->add_option("--step", options.step, "Years, months or days: 1y, 6m, 30d")
      ->type_name("STEP")
      ->capture_default_str();
  app->add_option("--top", options.top, "How many sites, where none are named")
      ->check(at_least_one())
      ->capture_default_str();
  add_details(app, options);
  add_output(app, options, {"table", "csv", "json", "svg", "html"});
  line.add_ledger(app);
  line.on(app, options, timeline);
}

void add_sensitivity(CommandLine& line) {
  auto& options = line.options<SensitivityOptions>();
  CLI::App* app = line.command(
      "sensitivity", "Show how sure ranks are under other weights and points",
      "In each draw every weight, or what each rule gives, is multiplied by a factor between\n"
      "1 - spread and 1 + spread, the weights of siblings are rescaled to one, and the world is\n"
      "ranked again. Told of each site: the median of its ranks, the interval that holds nine "
      "in\n"
      "ten of them, and the share of draws in which it is among the first N.\n"
      "\nExamples:\n"
      "  harbinger sensitivity\n"
      "  harbinger sensitivity --spread 0.5 --top 50\n"
      "  harbinger sensitivity --what both --draws 10000 --seed 7 --format csv -o ranks.csv");
  add_inputs(app, options.inputs);
  app->add_option("--draws", options.draws, "How many variants are drawn")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--seed", options.seed, "The same seed draws the same variants")
      ->check(seed())
      ->type_name("S")
      ->capture_default_str();
  app->add_option("--spread", options.spread,
                  "How far a factor is from 1 at most, from 0 to less than 1")
      ->check(fraction_below_one())
      ->capture_default_str();
  app->add_option("--top", options.top, "Show the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--what", options.what, "What is drawn")
      ->check(CLI::IsMember({"weights", "points", "both"}))
      ->capture_default_str();
  add_output(app, options, {"table", "json", "csv"});
  line.add_ledger(app);
  line.on(app, options, sensitivity);
}

}  // namespace harbinger::cli
