using Microsoft.DurableTask;
using MuBench.Functions.Activities;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Workers;

namespace MuBench.Functions.Orchestrations;

/// <summary>
/// Asks the models of a run wave by wave, with a look after each, until a look stops the run. Then it scores them. Helpers are asked about all images before the
/// first wave.
/// </summary>
internal sealed class WaveEvaluation(TaskOrchestrationContext context, RunRequest run, BeginRunResult begun)
{
    private readonly ModelOutcome[] _outcomes = [.. Enumerable.Range(0, begun.Models).Select(_ => new ModelOutcome(Cancelled: false))];

    /// <summary>Evaluates and scores all models.</summary>
    public async Task<ModelOutcome[]> RunAsync()
    {
        var helpers = begun.Helpers ?? [];
        if (helpers.Count > 0)
        {
            await AskAsync(helpers, RunPlan.AllWaves);
            if (_outcomes.Any(model => model.Cancelled))
                return _outcomes;
        }

        IReadOnlyList<int> asked = [.. Enumerable.Range(0, begun.Models).Except(helpers)];
        for (var wave = 1; wave <= begun.Waves; wave++)
        {
            await AskAsync(asked, wave);
            if (_outcomes.Any(model => model.Cancelled))
                return _outcomes;
            var look = await context.CallActivityAsync<TakeLookResult>(
                ActivityNames.TakeLook, new LookRequest(run.RunId, run.Attempt, wave), ActivityFailures.RetryOnLostWorker);
            if (look.Cancelled)
                return [new ModelOutcome(Cancelled: true)];
            if (look.Stopped is not null)
                break;
            asked = [.. look.Next.Except(helpers)];
        }

        await Task.WhenAll(_outcomes.Select((outcome, model) => ScoreAsync(model, outcome)));
        return _outcomes;
    }

    private async Task AskAsync(IReadOnlyList<int> models, int wave)
    {
        if (begun.OneByOne)
        {
            foreach (var model in models)
                _outcomes[model] = await RunOrchestrator.StartModel(context, run, model, wave);
            return;
        }

        var outcomes = await Task.WhenAll(models.Select(model => RunOrchestrator.StartModel(context, run, model, wave)));
        for (var index = 0; index < models.Count; index++)
            _outcomes[models[index]] = outcomes[index];
    }

    private async Task ScoreAsync(int model, ModelOutcome outcome)
    {
        var pass = new PassRequest(run.RunId, run.Attempt, model, 0, outcome.StopReason, outcome.IsOutOfBudget);
        var scored = await context.CallActivityAsync<ScorePassResult>(ActivityNames.ScorePass, pass, ActivityFailures.RetryOnLostWorker);
        if (scored.Status is { } status)
            context.SendEvent(run.RunId, RunProgress.ModelEvent, status);
    }
}
