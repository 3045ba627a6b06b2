// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/assert.hpp"
#include "base/stored_array.hpp"
#include "cli/commands.hpp"

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

int main(int argc, char* argv[]) {
  using namespace harbinger;
  std::ios::sync_with_stdio(false);
  const bool terminal = ::isatty(STDOUT_FILENO) != 0 && environment("TERM") != "dumb";
  cli::Context context{
      std::cout, std::cerr, environment("HARBINGER_HOME"), {}, ::isatty(STDERR_FILENO) != 0};
  context.style.colour = terminal && environment("NO_COLOR").empty();
  context.out_is_terminal = terminal;
  context.ledger = cli::default_ledger(environment("HARBINGER_LEDGER"),
                                       environment("XDG_DATA_HOME"), environment("HOME"));
  context.started = std::chrono::system_clock::now();
  context.began = std::chrono::steady_clock::now();
  try {
    return cli::run(std::vector<std::string>(argv + 1, argv + argc), context);
  } catch (const DamagedFile& damaged) {
    std::cerr << damaged.what() << "\n";
    return cli::wrong_input;
  } catch (const InternalFault& fault) {
    std::cerr << "harbinger: internal fault (please report it): " << fault.what() << "\n";
  } catch (const std::bad_alloc&) {
    std::cerr << "harbinger: out of memory\n";
  } catch (const std::exception& failure) {
    std::cerr << "harbinger: internal fault (please report it): " << failure.what() << "\n";
  }
  return cli::internal_fault;
}
