namespace MuBench.Datasets.Release;

/// <summary>Compares a dataset with a release: its files by hash, its rows and questions by count.</summary>
internal static class ReleaseCheck
{
    /// <summary>Compares a dataset with a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="form">The source format of the dataset, as in <see cref="DatasetInfo.Form"/>.</param>
    /// <param name="packs">Its packs: the release's own files if it is the release.</param>
    /// <param name="counts">Its counts.</param>
    public static ReleaseStanding Check(ReleaseDescription release, string form, IReadOnlyList<PackInfo> packs, DatasetCounts counts)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(packs);
        var inCounts = CountDifferences(release.Counts, counts);
        // A dataset that is not meant to be the release would give hundreds of differences; they add nothing.
        IReadOnlyList<string> differences = packs.Any(pack => IsRelated(release, pack))
            ? [.. FileDifferences(release, packs), .. inCounts]
            : [$"its files are not the release's {release.Files.Count} Arrow shards; it was imported from the format '{form}'", Summary(inCounts)];
        return new ReleaseStanding
        {
            Repository = release.Repository,
            Revision = release.Revision,
            Official = differences.Count == 0,
            Differences = differences,
        };
    }

    /// <summary>Each count of a dataset that differs from the release's, as text.</summary>
    public static IReadOnlyList<string> CountDifferences(ReleaseCounts expected, DatasetCounts counts)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(counts);
        var differences = new List<string>();
        var evaluated = counts.Sources.Where(source => expected.IsEvaluated(source.Key)).ToList();
        Compare("images", counts.Images, expected.Images);
        Compare("images of the evaluated source datasets", evaluated.Sum(source => source.Value), expected.EvaluatedImages);
        foreach (var (key, number) in expected.EvaluatedQuestions)
            Compare($"'{key}' questions about them", evaluated.Sum(source => QuestionsOf(counts, source.Key, key)), number);
        foreach (var (source, number) in expected.Sources.Concat(expected.ReleaseOnlySources))
            Compare($"images of {source}", counts.Sources.GetValueOrDefault(source), number);
        Compare($"images of {string.Join(", ", expected.SummedSources)} together", expected.SummedSources.Sum(source => counts.Sources.GetValueOrDefault(source)), expected.SummedImages);
        foreach (var (source, number) in counts.Sources.Where(source => !expected.IsEvaluated(source.Key) && !expected.ReleaseOnlySources.ContainsKey(source.Key)))
            differences.Add($"{number:N0} images are of '{source}', which is not a source dataset of the release");
        AddUnnamed(differences, expected, counts);
        return differences;

        void Compare(string what, int found, int wanted)
        {
            if (found != wanted)
                differences.Add($"{what}: {found:N0}, where the release has {wanted:N0}");
        }
    }

    /// <summary>In the release, all rows of some sources name no dataset, and all rows of the others do.</summary>
    private static void AddUnnamed(List<string> differences, ReleaseCounts expected, DatasetCounts counts)
    {
        foreach (var source in counts.Sources.Keys.Where(source => expected.IsEvaluated(source) || expected.ReleaseOnlySources.ContainsKey(source)))
        {
            var unnamed = counts.UnnamedSources.GetValueOrDefault(source);
            var wanted = expected.UnnamedSources.Contains(source) ? counts.Sources[source] : 0;
            if (unnamed != wanted)
                differences.Add($"{unnamed:N0} of the {counts.Sources[source]:N0} images of {source} have no dataset name of their own, where in the release {(wanted == 0 ? "all have one" : "none has one")}");
        }
    }

    private static IEnumerable<string> FileDifferences(ReleaseDescription release, IReadOnlyList<PackInfo> packs)
    {
        var found = packs.ToDictionary(pack => pack.Name, StringComparer.Ordinal);
        foreach (var file in release.Files)
        {
            if (!found.Remove(file.Name, out var pack))
                yield return $"'{file.Name}' is missing";
            else if (pack.Sha256 != file.Sha256)
                yield return $"'{file.Name}' has the SHA-256 {pack.Sha256}, where the release's has {file.Sha256}";
        }

        foreach (var name in found.Keys.Order(StringComparer.Ordinal))
            yield return $"'{name}' is not a file of the release";
    }

    private static bool IsRelated(ReleaseDescription release, PackInfo pack) =>
        release.Files.Any(file => file.Name == pack.Name || file.Sha256 == pack.Sha256);

    private static string Summary(IReadOnlyList<string> differences) => differences.Count == 0
        ? "its counts are the release's"
        : $"{differences.Count} of its counts are not the release's; {differences[0]}";

    private static int QuestionsOf(DatasetCounts counts, string source, string key) =>
        counts.SourceQuestions.TryGetValue(source, out var questions) ? questions.GetValueOrDefault(key) : 0;
}
