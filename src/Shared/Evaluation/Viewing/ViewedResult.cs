using MuBench.Manifests;
using MuBench.Pipeline.Planning;

namespace MuBench.Viewing;

/// <summary>A model of a finished run, with its outcomes on the questions of the dataset.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Model">The model.</param>
/// <param name="Outcomes">Its outcome on each question of the dataset, see <see cref="OutcomePair"/>.</param>
internal sealed record ViewedResult(RunPlan Plan, PlannedModel Model, byte[] Outcomes)
{
    /// <summary>The kind of the model, as reports name it.</summary>
    public string Kind => Model.Interpolation is null ? Model.Manifest.Kind : ModelKinds.Interpolation;
}
