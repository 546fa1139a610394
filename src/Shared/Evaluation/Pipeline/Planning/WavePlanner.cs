using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Statistics.Sequential;

namespace MuBench.Pipeline.Planning;

/// <summary>Plans a run that stops when it knows enough: the order of its images, and the shards of each wave.</summary>
internal static class WavePlanner
{
    /// <summary>Plans the waves.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="selected">The images that the run may ask about.</param>
    /// <param name="until">What the run is to find out.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="styles">The styles of the tasks' questions.</param>
    /// <exception cref="UserException">No image has a question of the task.</exception>
    public static SelectedShards Plan(DatasetInfo dataset, IReadOnlyList<ShardPlanner.Selected> selected, UntilManifest until, int seed, IReadOnlyList<string> styles)
    {
        var population = selected.Where(image => image.Sampled > 0).ToDictionary(image => image.Row);
        if (population.Count == 0)
            throw new UserException($"No image of '{dataset.Name}' that the run asks about has a question of the task '{until.Task}' (until.task).");
        var strata = SampleOrder.Strata([.. population.Values.Select(image => new SampleOrder.Candidate(image.Row, image.Source, image.Sampled))], seed);
        var drawn = new int[strata.Count];
        var (waves, shards, asked) = (new List<PlannedWave>(), new List<PlannedShard>(), new List<ShardPlanner.Selected>());
        foreach (var counts in Waves.Of([.. strata.Select(stratum => stratum.Rows.Count)], until.MaxImages))
        {
            List<ShardPlanner.Selected> wave = [.. strata.SelectMany((stratum, index) => stratum.Rows.Skip(drawn[index]).Take(counts[index])).Order().Select(row => population[row])];
            waves.Add(new PlannedWave(counts, wave.Sum(image => image.Images), wave.Sum(image => image.Questions), wave.Sum(image => image.Localization)));
            shards.AddRange(wave.GroupBy(image => image.Shard)
                .Select(group => ShardPlanner.PlanOf(dataset.Shards[group.Key], [.. group]) with { Wave = waves.Count }));
            asked.AddRange(wave);
            for (var stratum = 0; stratum < drawn.Length; stratum++)
                drawn[stratum] += counts[stratum];
        }

        var sampling = new PlannedSampling
        {
            Images = population.Values.Sum(image => image.Images),
            Questions = population.Values.Sum(image => image.Questions),
            Localization = population.Values.Sum(image => image.Localization),
            Strata = strata,
            Waves = waves,
        };
        return new SelectedShards(shards, asked.Count, asked.Sum(image => image.Images), styles, asked.Count(image => image.IsDeep), ShardPlanner.HasDifferentImages(asked), null, sampling);
    }
}
