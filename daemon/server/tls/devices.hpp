// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/result.hpp"
#include "protocol/time.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// A device that was paired.
struct Device {
    std::string name;
    wire::Role role = wire::Role::Viewer;
    WallTime paired{};         ///< when
    std::string token_digest;  ///< SHA-256 of its token, which is kept nowhere
    friend bool operator==(const Device&, const Device&) = default;
};

/// The devices that were paired, kept in a file of their own. One device a line: role, microseconds since 1970 when
/// it was paired, digest and name, with a blank between. What is on the disk is what holds: a change is planned,
/// written, which may take a while, and only then kept.
class Devices {
public:
    /// None yet where there is no file. One that cannot be understood is an error ("devices"), and stays.
    [[nodiscard]] static Result<Devices> open(std::string file);

    /// All devices with a new one as the last.
    struct Added {
        std::vector<Device> all;
        std::string token;  ///< the new one's, to be told once
    };
    /// Errors: "bad_field" (not a name), "name_taken", "too_many", "unwritten".
    [[nodiscard]] Result<Added> with(std::string name, wire::Role role, WallTime paired) const;
    /// All devices but this one. Error: "unknown_device".
    [[nodiscard]] Result<std::vector<Device>> without(std::string_view name) const;
    /// Waits for the disk; any thread. Error: "unwritten".
    [[nodiscard]] static Result<void> write(const std::string& file,
                                            const std::vector<Device>& devices);
    void keep(std::vector<Device> devices) { all_ = std::move(devices); }

    /// Whose token it is; null: nobody's.
    [[nodiscard]] const Device* find(std::string_view token) const;
    [[nodiscard]] const std::vector<Device>& all() const { return all_; }
    [[nodiscard]] const std::string& file() const { return file_; }

private:
    explicit Devices(std::string file) : file_(std::move(file)) {}
    [[nodiscard]] Result<void> take(std::string_view line);

    std::string file_;
    std::vector<Device> all_;
};

}  // namespace qm::server
