// SPDX-License-Identifier: Apache-2.0
#include "gui/sound/speaker.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "gui/programs/child.hpp"
#include "gui/programs/given_file.hpp"
#include "gui/sound/call_queue.hpp"
#include "gui/sound/wave.hpp"

namespace qm::gui {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLook{20};             ///< at what was started, while it goes on
constexpr std::chrono::seconds kLongest{10};  ///< what takes longer hangs
constexpr std::chrono::seconds kPause{10};    ///< then what failed is tried again

LocalTime now_here() {
    return LocalTime{std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch())};
}

/// One kind of sound and the programs that can make it: one after the other, until one can.
class Voice {
public:
    explicit Voice(std::vector<std::vector<std::string>> programs)
        : programs_(std::move(programs)) {}

    [[nodiscard]] bool is_busy() const { return child_.has_value(); }
    [[nodiscard]] bool can() const { return program_ < programs_.size(); }

    void start(const std::string& what, int file, LocalTime now) {
        what_ = what;
        file_ = file;
        since_ = now;
        child_.reset();
        while (can()) {
            auto words = programs_[program_];
            words.push_back(what);
            child_ = Child::start(words, file);
            if (child_) return;
            ++program_;
        }
    }
    void stop() { child_.reset(); }
    void try_all_again() { program_ = 0; }

    /// False when the last program that could have made it failed.
    [[nodiscard]] bool look(LocalTime now) {
        if (!child_) return true;
        const auto code = child_->ended();
        if (!code) {
            if (now - since_ <= kLongest) return true;
            child_.reset();
            ++program_;
            return can();
        }
        child_.reset();
        if (*code == 0) return true;
        ++program_;
        if (can()) start(what_, file_, now);
        return can();
    }

private:
    std::vector<std::vector<std::string>> programs_;
    std::size_t program_ = 0;
    std::optional<Child> child_;
    std::string what_;
    int file_ = -1;
    LocalTime since_{};
};

}  // namespace

/// The three voices belong to the thread, what is wished for is under the mutex.
class Speaker::Desk {
public:
    explicit Desk(const SoundPrograms& programs)
        : speech_(programs.speak),
          beep_(programs.play),
          tone_(programs.play),
          thread_([this] { run(); }) {}
    ~Desk() {
        {
            const std::lock_guard lock{mutex_};
            ends_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void call(const Call& call) {
        {
            const std::lock_guard lock{mutex_};
            const auto now = now_here();
            try_again_if(failed_ && now - *failed_ > kPause);
            beeps_ = beeps_ || call.beep;
            calls_.put(call, now);
        }
        changed_.notify_one();
    }

    void hum(bool on) {
        {
            const std::lock_guard lock{mutex_};
            if (hums_ == on) return;
            hums_ = on;
            try_again_if(on && failed_);
        }
        changed_.notify_one();
    }

    std::optional<std::string> take_trouble() {
        const std::lock_guard lock{mutex_};
        return std::exchange(trouble_, std::nullopt);
    }

private:
    /// The tone is pulsed: that carries over a field, and is no note of a whistle.
    static constexpr double kToneHertz = 880;
    static constexpr double kBeepHertz = 1760;

    /// What was wished for since the last look.
    struct Wishes {
        bool again = false;
        bool beep = false;
        bool hums = false;
        std::optional<std::string> words;
    };

    void run() {
        while (const auto wishes = wait_for_wishes()) serve(*wishes);
    }

    /// Empty at the end.
    std::optional<Wishes> wait_for_wishes() {
        std::unique_lock lock{mutex_};
        const bool busy = speech_.is_busy() || beep_.is_busy() || tone_.is_busy();
        if (busy)
            changed_.wait_for(lock, kLook);
        else
            changed_.wait(lock, [this] { return ends_ || has_wishes(); });
        if (ends_) return std::nullopt;
        Wishes wishes{std::exchange(again_, false), std::exchange(beeps_, false), hums_,
                      std::nullopt};
        if (!speech_.is_busy()) wishes.words = calls_.take(now_here());
        return wishes;
    }

    [[nodiscard]] bool has_wishes() const {
        return again_ || (beeps_ && beep_.can()) || (hums_ && tone_.can()) ||
               (!calls_.empty() && speech_.can());
    }

    /// Starting a program takes its time: nobody is kept waiting meanwhile.
    void serve(const Wishes& wishes) {
        const auto now = now_here();
        if (wishes.again) {
            for (auto* voice : {&speech_, &beep_, &tone_}) voice->try_all_again();
        }
        if (!speech_.look(now)) fail("The words cannot be heard: is a loudspeaker connected?", now);
        const bool beeped = beep_.look(now);
        if (!tone_.look(now) || !beeped) {
            fail("Beep and tone cannot be heard: is a loudspeaker connected?", now);
        }
        if (wishes.beep) beep_.start(kGivenFile, beep_file_.fd(), now);
        if (!wishes.hums)
            tone_.stop();
        else if (!tone_.is_busy())
            tone_.start(kGivenFile, tone_file_.fd(), now);
        if (wishes.words) speech_.start(*wishes.words, -1, now);
    }

    void try_again_if(bool so) {
        if (!so) return;
        again_ = true;
        failed_.reset();
    }

    void fail(const char* sentence, LocalTime now) {
        const std::lock_guard lock{mutex_};
        trouble_ = sentence;
        failed_ = now;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    // The wishes.
    CallQueue calls_;
    bool beeps_ = false;
    bool hums_ = false;
    bool ends_ = false;
    bool again_ = false;
    std::optional<LocalTime> failed_;
    std::optional<std::string> trouble_;

    GivenFile beep_file_{make_wave({{kBeepHertz, milliseconds{90}}})};
    GivenFile tone_file_{make_wave({{kToneHertz, milliseconds{150}},
                                    {0, milliseconds{100}},
                                    {kToneHertz, milliseconds{150}},
                                    {0, milliseconds{100}}})};
    Voice speech_;
    Voice beep_;
    Voice tone_;
    std::thread thread_;
};

Speaker::Speaker(const SoundPrograms& programs) : desk_(std::make_unique<Desk>(programs)) {}
Speaker::~Speaker() = default;
void Speaker::call(const Call& call) { desk_->call(call); }
void Speaker::hum(bool on) { desk_->hum(on); }
std::optional<std::string> Speaker::take_trouble() { return desk_->take_trouble(); }

}  // namespace qm::gui
