namespace MuBench.Models.Calls;

/// <summary>
/// Whether a model's endpoint can be reached. While it cannot, all questions of the model wait. After a growing pause one of them is asked
/// again, and the others follow once the endpoint has answered. Waiting costs a question no attempt.
/// </summary>
/// <remarks>
/// The endpoint counts as out of reach when a question has used up its attempts, and no call that began after its first fault got an answer. A fault that
/// a question itself may cause (500, timeout, reset) must also have met several questions in a row; otherwise that question fails alone.
/// </remarks>
internal sealed class EndpointAvailability(EndpointPatience patience, CircuitBreaker breaker, TimeProvider time)
{
    /// <summary>After this long without a look, an outage says nothing about the present.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();
    private readonly HashSet<QuestionTrouble> _troubled = [];
    private readonly LinkedList<QuestionTrouble> _line = new();
    private TaskCompletionSource _changed = NewSignal();
    private OngoingOutage? _outage;
    private long _order;
    private long? _lastAnsweredCall;

    /// <summary>Begins a stretch of questions. If an earlier stretch left the wait to the conductor, the first question tries the endpoint at once.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            if (_outage is not { End: not null, IsGivenUp: false } left)
                return;
            if (time.GetElapsedTime(left.TriedAt) > Stale)
                _outage = null;
            else
                (left.End, left.Pause) = (null, TimeSpan.Zero);
            Signal();
        }
    }

    /// <summary>Begins a call of a question, unless the endpoint went out of reach while the question waited for its permit.</summary>
    /// <returns>Whether the question may be asked now.</returns>
    public bool TryBegin(QuestionTrouble question)
    {
        lock (_lock)
        {
            question.AskedAt = ++_order;
            return MayAsk(question);
        }
    }

    /// <summary>Waits until a question may be asked.</summary>
    /// <returns>Whether the question waited; and the endpoint if the wait has ended without it.</returns>
    public async Task<(bool HasWaited, UnreachableEndpoint? End)> WaitAsync(QuestionTrouble question, CancellationToken draining)
    {
        lock (_lock)
        {
            if (MayAsk(question))
                return (false, null);
        }

        question.Progress.AddWaiting(+1);
        lock (_lock)
            _line.AddLast(question);
        try
        {
            while (true)
            {
                draining.ThrowIfCancellationRequested();
                if (IsOver(question, out var end, out var changed, out var pause))
                    return (true, end);
                await changed.WaitAsync(pause, time, draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            question.Progress.AddWaiting(-1);
            lock (_lock)
            {
                _line.Remove(question);
                Signal(); // another question is the first one now
            }
        }
    }

    /// <summary>Takes in the result of an attempt.</summary>
    /// <param name="question">The question.</param>
    /// <param name="fault">The fault of the attempt; null if there is a response.</param>
    /// <param name="isLast">Whether the question has used up its attempts.</param>
    /// <returns>Whether the question waits for the endpoint. Otherwise the retry policy decides.</returns>
    public bool Count(QuestionTrouble question, CallFault? fault, bool isLast)
    {
        string? stopReason;
        bool waits;
        lock (_lock)
        {
            waits = fault is { Kind: CallFaultKind.Transient } ? CountTrouble(question, fault, isLast) : CountAnswer(question);
            stopReason = _outage is { IsGivenUp: true, End: { } end } ? end.StopReason : null;
        }

        // Outside of the lock, because the breaker cancels calls; and before the others wake, so that they find it open.
        if (stopReason is not null)
            breaker.Open(stopReason);
        lock (_lock)
            Signal();
        return waits;
    }

    /// <summary>Ends the part of a question, however it ended.</summary>
    public void Leave(QuestionTrouble question)
    {
        lock (_lock)
        {
            _troubled.Remove(question);
            if (!question.IsTry)
                return;
            question.IsTry = false;
            if (_outage is not null)
                _outage.IsTrying = false;
            Signal();
        }
    }

    private bool MayAsk(QuestionTrouble question) => _outage is null || question.IsTry;

    /// <summary>Whether the wait of a question is over. If not, it waits for a change, at most for a pause.</summary>
    private bool IsOver(QuestionTrouble question, out UnreachableEndpoint? end, out Task changed, out TimeSpan pause)
    {
        lock (_lock)
        {
            (end, changed, pause) = (_outage?.End, _changed.Task, Timeout.InfiniteTimeSpan);
            question.Progress.Outage = _outage?.Text;
            if (_outage is not { End: null } outage)
            {
                question.TroubledAt = null;
                return true;
            }

            if (outage.IsTrying || _line.First?.Value != question)
                return false;
            pause = outage.Pause - time.GetElapsedTime(outage.TriedAt);
            if (pause > TimeSpan.Zero)
                return false;
            (outage.IsTrying, question.IsTry) = (true, true);
            return true;
        }
    }

    private bool CountAnswer(QuestionTrouble question)
    {
        _lastAnsweredCall = Math.Max(_lastAnsweredCall ?? 0, question.AskedAt);
        _troubled.Clear();
        (question.TroubledAt, question.IsTry, _outage) = (null, false, null);
        return false;
    }

    private bool CountTrouble(QuestionTrouble question, CallFault fault, bool isLast)
    {
        if (question.TroubledAt is null)
            (question.TroubledAt, question.Since) = (++_order, time.GetTimestamp());
        _troubled.Add(question);
        if (_outage is not null)
            return !question.IsTry || CountFailedTry(_outage, question, fault);
        if (!isLast || !IsOutOfReach(question, fault))
            return false;
        _outage = new OngoingOutage { Since = question.Since, SinceTime = time.GetUtcNow() - time.GetElapsedTime(question.Since), TriedAt = time.GetTimestamp(), Fault = fault };
        Plan(_outage, question);
        return true;
    }

    private bool IsOutOfReach(QuestionTrouble question, CallFault fault) =>
        !patience.IsNone
        && (_lastAnsweredCall is not { } answered || answered < question.TroubledAt)
        && (fault.IsUnreachable || ((!fault.IsTimeout || HasAnswered(question)) && _troubled.Count >= patience.MinQuestions));

    private bool HasAnswered(QuestionTrouble question) => _lastAnsweredCall is not null || question.Progress.Done > 0;

    private bool CountFailedTry(OngoingOutage outage, QuestionTrouble question, CallFault fault)
    {
        (question.IsTry, outage.IsTrying, outage.Fault, outage.TriedAt) = (false, false, fault, time.GetTimestamp());
        // Too few questions are left to tell the endpoint's fault from theirs: their own attempts decide.
        if (!fault.IsUnreachable && _line.Count + 1 < patience.MinQuestions)
        {
            _outage = null;
            return false;
        }

        Plan(outage, question);
        return true;
    }

    /// <summary>Sets the next try, or ends the wait.</summary>
    private void Plan(OngoingOutage outage, QuestionTrouble question)
    {
        var waited = time.GetElapsedTime(outage.Since);
        var whole = patience.For(HasAnswered(question));
        var endpoint = new UnreachableEndpoint(outage.Fault.Message, whole.TotalSeconds);
        outage.IsGivenUp = waited >= whole;
        outage.End = outage.IsGivenUp || waited >= patience.MaxWaitHere ? endpoint : null;
        var pause = patience.PauseAfter(outage.Tries++);
        if (outage.Fault.RetryAfter > pause)
            pause = outage.Fault.RetryAfter.Value;
        outage.Pause = pause < whole - waited ? pause : whole - waited;
        outage.Text = $"{outage.Fault.Message} Waiting since {Moment(outage.SinceTime)}; next try {Moment(time.GetUtcNow() + outage.Pause)}, gives up {Moment(outage.SinceTime + whole)}.";
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:HH:mm:ss} UTC";

    /// <summary>The present outage.</summary>
    private sealed class OngoingOutage
    {
        public required long Since { get; init; }

        public required DateTimeOffset SinceTime { get; init; }

        public required long TriedAt { get; set; }

        public required CallFault Fault { get; set; }

        public TimeSpan Pause { get; set; }

        public int Tries { get; set; }

        public bool IsTrying { get; set; }

        public bool IsGivenUp { get; set; }

        public UnreachableEndpoint? End { get; set; }

        public string? Text { get; set; }
    }
}
