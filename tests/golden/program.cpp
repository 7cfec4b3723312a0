// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace qm::golden {

namespace {

std::string take_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    file.close();
    std::filesystem::remove(path);
    return text;
}

}  // namespace

Finished replay(const std::string& log) {
    const auto base = fmt::format("{}/golden-{}", QM_ARTEFACTS, getpid());
    const auto command = fmt::format(
        "cd '{}/tests/golden' && '{}/quartermark' replay '{}' --json >'{}.out' "
        "2>'{}.err'",
        QM_SOURCE_DIR, QM_PROGRAMS, log, base, base);
    Finished finished;
    // A test program has one thread.
    const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe)
    finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    finished.out = take_file(base + ".out");
    finished.err = take_file(base + ".err");
    return finished;
}

}  // namespace qm::golden
