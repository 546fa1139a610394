using MuBench.Pipeline.Progress;

namespace MuBench.Cli.Running;

/// <summary>Describes a model's progress in words.</summary>
internal sealed record ProgressRow(
    string Model, string Done, string Rate, string InFlight, string Waiting, string Failed, string Spent, string Left, string State)
{
    /// <summary>Formats a model's status.</summary>
    public static ProgressRow Of(ModelStatus model, DateTimeOffset now) => new(
        model.Id,
        $"{model.Done:N0} / {model.Questions:N0}",
        model.PerSecond > 0 ? $"{model.PerSecond:N0}/s" : "-",
        $"{model.InFlight}",
        WaitingOf(model, now),
        $"{model.Failed:N0}",
        SpentOf(model.Usd, model.InputTokens + model.OutputTokens),
        model.SecondsLeft is { } seconds ? $"{TimeSpan.FromSeconds(seconds):g}" : "-",
        model.Detail is { } detail ? $"{model.State} ({detail})" : model.State);

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
