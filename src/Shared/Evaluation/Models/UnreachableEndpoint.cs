namespace MuBench.Models;

/// <summary>An endpoint that cannot be reached at present. Its model waits for it.</summary>
/// <param name="Reason">What happened at the last try, as text.</param>
/// <param name="PatienceSeconds">How long the model waits for it in all, in seconds.</param>
public sealed record UnreachableEndpoint(string Reason, double PatienceSeconds)
{
    /// <summary>Why the model is stopped once this time is over, as text.</summary>
    public string StopReason => $"The endpoint could not be reached for {Words(TimeSpan.FromSeconds(PatienceSeconds))} ('patience' of the model). {Reason}";

    /// <summary>A duration as text.</summary>
    internal static string Words(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.##} min" : $"{time.TotalSeconds:0.#} s";
}
