using MuBench.Pipeline.Progress;

namespace MuBench.Viewing;

/// <summary>Describes a model's progress in words.</summary>
/// <param name="Model">The id of the model or pass.</param>
/// <param name="Done">Number of questions with a response, of all.</param>
/// <param name="Rate">Responses per second.</param>
/// <param name="InFlight">Number of calls that wait for a response.</param>
/// <param name="Waiting">Number of calls that wait for a permit, and why.</param>
/// <param name="Failed">Number of questions that failed.</param>
/// <param name="Spent">The spent money, or the tokens.</param>
/// <param name="Left">The remaining time.</param>
/// <param name="State">The state.</param>
public sealed record ProgressRow(
    string Model, string Done, string Rate, string InFlight, string Waiting, string Failed, string Spent, string Left, string State)
{
    /// <summary>Formats a model's status.</summary>
    public static ProgressRow Of(ModelStatus model, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(
            model.Id,
            $"{model.Done:N0} / {model.Questions:N0}",
            model.PerSecond > 0 ? $"{model.PerSecond:N0}/s" : "-",
            $"{model.InFlight}",
            WaitingOf(model, now),
            $"{model.Failed:N0}",
            SpentOf(model.Usd, model.InputTokens + model.OutputTokens),
            model.SecondsLeft is { } seconds ? $"{TimeSpan.FromSeconds(seconds):g}" : "-",
            model.Detail is { } detail ? $"{model.State} ({detail})" : model.State);
    }

    private static string WaitingOf(ModelStatus model, DateTimeOffset now) =>
        model.Waiting == 0 ? "0"
        : model.WaitingUntil - now is { } pause && pause > TimeSpan.Zero ? $"{model.Waiting} (rate limit, {pause.TotalSeconds:N0} s)"
        : $"{model.Waiting}";

    /// <summary>Formats the spent money, or the tokens if there is no price. A null is an unknown price, never zero.</summary>
    public static string SpentOf(decimal? usd, long tokens) =>
        usd > 0 ? $"${usd:N4}"
        : tokens > 0 ? $"{tokens:N0} tokens{(usd is null ? ", price unknown" : "")}"
        : usd is null ? "unknown"
        : "-";
}
