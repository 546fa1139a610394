using System.Text.Json.Serialization;
using MuBench.Models;

namespace MuBench.Pipeline;

/// <summary>How far a model is.</summary>
public sealed record ModelStatus
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="ModelProgress.State"/>
    public required string State { get; init; }

    /// <inheritdoc cref="ModelProgress.Questions"/>
    public required int Questions { get; init; }

    /// <inheritdoc cref="ModelProgress.Done"/>
    public required int Done { get; init; }

    /// <inheritdoc cref="ModelProgress.Reused"/>
    public required int Reused { get; init; }

    /// <inheritdoc cref="ModelProgress.Failed"/>
    public required int Failed { get; init; }

    /// <inheritdoc cref="ModelProgress.InFlight"/>
    public required int InFlight { get; init; }

    /// <inheritdoc cref="ModelProgress.Waiting"/>
    public required int Waiting { get; init; }

    /// <inheritdoc cref="ModelProgress.WaitingUntil"/>
    public DateTimeOffset? WaitingUntil { get; init; }

    /// <inheritdoc cref="ModelProgress.InputTokens"/>
    public required long InputTokens { get; init; }

    /// <inheritdoc cref="ModelProgress.OutputTokens"/>
    public required long OutputTokens { get; init; }

    /// <inheritdoc cref="ModelProgress.Usd"/>
    public decimal? Usd { get; init; }

    /// <inheritdoc cref="ModelProgress.IsOutOfBudget"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOutOfBudget { get; init; }

    /// <inheritdoc cref="ModelProgress.StopReason"/>
    public string? StopReason { get; init; }

    /// <summary>A snapshot of a model's counters.</summary>
    public static ModelStatus Of(ModelProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return new ModelStatus
        {
            Id = progress.ModelId,
            State = progress.State,
            Questions = progress.Questions,
            Done = progress.Done,
            Reused = progress.Reused,
            Failed = progress.Failed,
            InFlight = progress.InFlight,
            Waiting = progress.Waiting,
            WaitingUntil = progress.WaitingUntil,
            InputTokens = progress.InputTokens,
            OutputTokens = progress.OutputTokens,
            Usd = progress.Usd,
            IsOutOfBudget = progress.IsOutOfBudget,
            StopReason = progress.StopReason,
        };
    }
}
