using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Planning;

/// <summary>A wave of a sampled run: what is asked between two looks.</summary>
/// <param name="Drawn">Numbers of items by stratum.</param>
/// <param name="Images">Number of images of its items.</param>
/// <param name="Questions">Number of its questions of the run, of all tasks.</param>
/// <param name="Localization">Number of localisation questions among them (left out of the file if there are none).</param>
public sealed record PlannedWave(
    IReadOnlyList<int> Drawn, int Images, int Questions, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Localization = 0)
{
    /// <summary>The number of questions that a model is asked.</summary>
    public int QuestionsOf(PlannedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.DrawsBoxes ? Questions : Questions - Localization;
    }
}
