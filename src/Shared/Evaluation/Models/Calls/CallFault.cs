namespace MuBench.Models.Calls;

/// <summary>A failed call, as its provider's protocol explains it.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Message">What happened and which setting to look at, fit for a user; never a key.</param>
/// <param name="RetryAfter">How long the endpoint asked to be left alone, where it said so.</param>
internal sealed record CallFault(CallFaultKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>What the provider says of a filtered request: the categories, where it names them.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether the provider may bill the call all the same: it was under way when it broke.</summary>
    public bool MayBeBilled { get; init; }

    /// <summary>Whether it is a server error that the question may cause: see <see cref="RepeatedFaultDetector"/>.</summary>
    public bool MayBeTheQuestion { get; init; }

    /// <summary>Whether the endpoint asked to be left alone for longer than a time.</summary>
    public bool AsksForMoreThan(TimeSpan wait) => Kind is CallFaultKind.RateLimited or CallFaultKind.Transient && RetryAfter > wait;

    /// <summary>The fault; one that stops the model where the endpoint asked to be left alone for longer than is waited.</summary>
    public CallFault FatalIfRetryAfterExceeds(TimeSpan maxWait) => !AsksForMoreThan(maxWait) ? this : this with
    {
        Kind = CallFaultKind.Fatal,
        Message = $"{Message} It asks to be left alone for {Words(RetryAfter!.Value)} ('Retry-After'), and at most {Words(maxWait)} is waited: run this again then; what was answered is kept.",
    };

    private static string Words(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.##} min" : $"{time.TotalSeconds:0.#} s";
}
