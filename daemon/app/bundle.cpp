// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/bundle.hpp"

#include <sys/utsname.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "daemon/app/file_out.hpp"
#include "daemon/archive/archive.hpp"
#include "daemon/exchange/run_log.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

namespace fs = std::filesystem;

/// A longer session is represented by the last of its inputs: nobody mails a hundred megabytes.
constexpr std::ptrdiff_t kMostInputs = 50'000;
/// In the bundle, so that it unpacks into one place.
constexpr const char* kFolder = "quartermark-bundle";
constexpr const char* kJournal =
    "journalctl --unit=quartermarkd --unit=quartermark-backup --no-pager --lines=5000 "
    "--output=short-iso 2>/dev/null";

/// A folder for the parts, gone at the end.
class WorkFolder {
public:
    WorkFolder() : root_((fs::temp_directory_path() / "quartermark-XXXXXX").string()) {
        if (::mkdtemp(root_.data()) == nullptr) root_.clear();
        std::error_code failed;
        fs::create_directory(parts(), failed);
    }
    ~WorkFolder() {
        std::error_code ignored;
        if (!root_.empty()) fs::remove_all(root_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const std::string& root() const { return root_; }
    void put(const std::string& name, const std::string& text) const {
        std::ofstream(parts() / name, std::ios::binary) << text;
    }

private:
    [[nodiscard]] fs::path parts() const { return fs::path(root_) / kFolder; }
    std::string root_;
};

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What a program of the system writes; none where it is not there or fails.
std::optional<std::string> output_of(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "re");
    if (pipe == nullptr) return std::nullopt;
    std::string text;
    std::array<char, 65'536> piece{};
    while (const auto count = std::fread(piece.data(), 1, piece.size(), pipe)) {
        text.append(piece.data(), count);
    }
    if (::pclose(pipe) != 0) return std::nullopt;
    return text;
}

std::string versions() {
    utsname system{};
    ::uname(&system);
    return fmt::format("quartermark {}\n{} {} {}\n{}", QM_VERSION, system.sysname, system.release,
                       system.machine, contents_of("/etc/os-release"));
}

/// The latest session; its last inputs only, where it has more than can be mailed.
std::string latest_session(const std::string& path) {
    if (path.empty()) return {};
    const auto archive = archive::Archive::open_for_reading(path);
    if (!archive) return {};
    auto session = archive->session({});
    if (!session) return {};
    auto inputs = exchange::in_order_of_time(std::move(session->inputs));
    if (std::ssize(inputs) > kMostInputs) inputs.erase(inputs.begin(), inputs.end() - kMostInputs);
    return write_session_log(session->ground, inputs);
}

/// Of a text in three quotes that goes on in the next line, what will end it; empty for any other value.
std::string open_quotes(const std::string& value) {
    for (const char quote : {'"', '\''}) {
        std::string quotes(3, quote);
        const auto at = value.find(quotes);
        if (at != std::string::npos && value.find(quotes, at + 3) == std::string::npos) {
            return quotes;
        }
    }
    return {};
}

}  // namespace

Result<std::string> write_bundle(const std::string& file, const BundleParts& parts) {
    auto out = FileOut::open(file);
    if (!out) return out.error();
    const WorkFolder work;
    std::string told = file + " holds:\n";
    const auto add = [&](const char* name, const std::string& text, const char* what) {
        if (text.empty()) return;
        work.put(name, text);
        told += fmt::format("  {:<16} {}\n", name, what);
    };
    add("doctor.txt", parts.findings, "what the doctor found");
    add("versions.txt", versions(), "of this program and of the system");
    add("quartermark.toml", without_secrets(contents_of(parts.config)),
        "the settings, without secrets");
    const auto track = fs::path(parts.config).parent_path() / "track.toml";
    add("track.toml", contents_of(track), "the track's measures");
    add("journal.txt", output_of(kJournal).value_or(""), "what the daemon said lately");
    add("session.log", latest_session(parts.archive),
        "the latest session, with the athletes' names");
    // The path is mkdtemp's own, in the folder for temporary files.
    const auto packed =
        output_of(fmt::format("tar --create --gzip --directory '{}' {}", work.root(), kFolder));
    if (!packed) return Error{"unwritten", "tar could not pack the bundle: is that program there?"};
    if (auto written = out->write(*packed); !written) return written.error();
    if (auto kept = out->keep(); !kept) return kept.error();
    return told + "Look into it before you send it.\n";
}

std::string without_secrets(std::string_view settings) {
    static const std::regex secret(
        R"re((^|[\s{,"'.])[\w-]*(secret|pass|token|key|psk|credential)[\w-]*["']?\s*=)re",
        std::regex::icase | std::regex::ECMAScript);
    static const std::regex in_address(R"re(://[^/@\s"']*@)re");
    std::istringstream lines{std::string(settings)};
    std::string text;
    std::string until;  // the quotes that end a secret of several lines
    for (std::string line; std::getline(lines, line);) {
        if (!until.empty()) {
            if (line.find(until) != std::string::npos) until.clear();
            continue;
        }
        std::smatch found;
        if (std::regex_search(line, found, secret)) {
            until = open_quotes(found.suffix());
            line = found.prefix().str() + found.str() + " \"...\"";
        }
        text += std::regex_replace(line, in_address, "://...@") + "\n";
    }
    return text;
}

}  // namespace qm::app
