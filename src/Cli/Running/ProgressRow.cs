namespace MuBench.Cli.Running;

/// <summary>A model's progress in words.</summary>
internal sealed record ProgressRow(
    string Model, string Done, string Rate, string InFlight, string Waiting, string Failed, string Spent, string Left, string State)
{
    /// <summary>Reads a model's counters.</summary>
    public static ProgressRow Of(RateMeter meter)
    {
        var model = meter.Model;
        var rate = meter.PerSecond();
        var missing = model.Questions - model.Done - model.Failed;
        return new ProgressRow(
            model.ModelId,
            $"{model.Done:N0} / {model.Questions:N0}",
            rate > 0 ? $"{rate:N0}/s" : "-",
            $"{model.InFlight}",
            WaitingOf(meter),
            $"{model.Failed:N0}",
            SpentOf(model),
            rate > 0 && missing > 0 ? $"{TimeSpan.FromSeconds(Math.Ceiling(missing / rate)):g}" : "-",
            model.StopReason is null ? model.State : "stopped");
    }

    private static string WaitingOf(RateMeter meter) =>
        meter.Model.Waiting == 0 ? "0"
        : meter.UntilPause() is { } pause ? $"{meter.Model.Waiting} (429, {pause.TotalSeconds:N0} s)"
        : $"{meter.Model.Waiting}";

    private static string SpentOf(Models.ModelProgress model) =>
        model.Usd > 0 ? $"${model.Usd:N4}"
        : model.InputTokens + model.OutputTokens is var tokens and > 0 ? $"{tokens:N0} tokens{(model.Usd is null ? ", price unknown" : "")}"
        : model.Usd is null ? "unknown"
        : "-";
}
