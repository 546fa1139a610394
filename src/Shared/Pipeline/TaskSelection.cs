using MuBench.Datasets;
using MuBench.Datasets.Release;

namespace MuBench.Pipeline;

/// <summary>Which questions the tasks of a manifest ask for.</summary>
/// <remarks>
/// <c>coarse</c> and <c>fine</c> name all their questions, <c>coarse/KEY</c> those of one question key,
/// <c>fine/SOURCE</c> those of one source dataset. The source datasets that are in the official release and in no published
/// result are asked about by name only, so that the denominators are those of the published results.
/// </remarks>
public sealed class TaskSelection
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fineSources = new(StringComparer.Ordinal);

    /// <summary>Reads the tasks of a manifest, which its reader has checked.</summary>
    public TaskSelection(IEnumerable<string> tasks)
    {
        foreach (var task in tasks)
        {
            switch (task.Split('/', 2))
            {
                case ["coarse"]:
                    _keys.UnionWith(QuestionKeys.Coarse);
                    break;
                case ["fine"]:
                    _keys.Add(QuestionKeys.Classification);
                    break;
                case ["coarse", var key]:
                    _keys.Add(key);
                    break;
                case ["fine", var source]:
                    _fineSources.Add(source);
                    break;
                default:
                    throw new ArgumentException($"'{task}' is no task.", nameof(tasks));
            }
        }
    }


    /// <summary>Source datasets named by <c>fine/SOURCE</c>.</summary>
    public IReadOnlyCollection<string> FineSources => _fineSources;

    /// <summary>The selected questions of an image, in the order of its record.</summary>
    public IEnumerable<Question> Of(ImageRecord image) =>
        image.Questions.Where(question =>
            (_keys.Contains(question.Key) && !OfficialRelease.IsReleaseOnly(image.Source))
            || (question.Key == QuestionKeys.Classification && _fineSources.Contains(image.Source)));
}
