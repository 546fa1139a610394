using System.Diagnostics;
using MuBench.Datasets;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Shortcuts;
using MuBench.Scoring.Slices;
using MuBench.Tests.Reports;

namespace MuBench.Bench;

/// <summary>All scores, intervals and comparisons of 12 models over a benchmark of μ-Bench's size and shape, and the files of a report of that size.</summary>
internal static class ScoringBench
{
    public const int Models = 12;
    private const int Seed = 0;

    // The 23 evaluated source datasets with their numbers of images, 16,130 in total.
    private static readonly (string Source, int Images)[] Sources =
    [
        ("acevedo_et_al_2020", 1600), ("burgess_et_al_2024_contour", 600), ("burgess_et_al_2024_eccentricity", 600),
        ("burgess_et_al_2024_texture", 600), ("colocalization_benchmark", 96), ("empiar_sbfsem", 578),
        ("eulenberg_et_al_2017_brightfield", 743), ("eulenberg_et_al_2017_darkfield", 743), ("eulenberg_et_al_2017_epifluorescence", 743),
        ("held_et_al_2010_galt", 157), ("held_et_al_2010_h2b", 646), ("held_et_al_2010_mt", 134), ("hussain_et_al_2019", 193),
        ("icpr2020_pollen", 700), ("jung_et_al_2022", 1000), ("kather_et_al_2016", 1000), ("kather_et_al_2018", 1800),
        ("kather_et_al_2018_val7k", 1314), ("nirschl_et_al_2018", 400), ("nirschl_unpub_fluorescence", 934), ("tang_et_al_2019", 491),
        ("wong_et_al_2022", 800), ("wu_et_al_2023", 258),
    ];

    public static int Run()
    {
        var table = Items();
        var models = Enumerable.Range(0, Models).Select(model => Outcomes(table, model)).ToArray();
        Console.WriteLine($"{Models} models x {table.Count} questions ({table.Images} images, {table.Slices.Count} slices), {Environment.ProcessorCount} cores");

        // A drawn report of the same size; it does not hold what is scored here.
        var report = SampleReports.FullSize();
        var browsed = SampleQuestions.Of(report, QuestionSampleReader.MaxRows);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var scores = new IReadOnlyList<SliceScore>[Models * Protocols.All.Count];
        Parallel.For(0, scores.Length, index =>
            scores[index] = ScoreCalculator.Score(table, models[index / 2].Outcomes, Protocols.All[index % 2], Seed));
        var scored = clock.Elapsed;
        var comparisons = PairedComparison.CompareAll(table, models);
        var compared = clock.Elapsed;
        var drawn = QuestionSampler.Draw(table, [.. models.Select(model => (IReadOnlyList<Outcome[]>)[model.Outcomes, model.Outcomes])], QuestionSampleReader.MaxRows, Seed);
        var files = ReportFiles.Render(report, browsed);
        var reported = clock.Elapsed;

        process.Refresh();
        Console.WriteLine($"scores       {scored.TotalSeconds,7:F2} s  ({scores.Sum(list => list.Count)} scores, both protocols)");
        Console.WriteLine($"comparisons  {(compared - scored).TotalSeconds,7:F2} s  ({comparisons.Count} comparisons of {Models * (Models - 1) / 2} pairs)");
        Console.WriteLine($"report       {(reported - compared).TotalSeconds,7:F2} s  ({drawn.Count} images drawn, {files.Sum(file => file.Content.Length):N0} bytes in {files.Count} files)");
        Console.WriteLine($"all          {reported.TotalSeconds,7:F2} s  (target 8 s); of processor {(process.TotalProcessorTime - before).TotalSeconds:F2} s");
        clock.Restart();
        var shortcuts = ShortcutCalculator.Of(table, Protocols.Official, models, _ => false)!;
        Console.WriteLine($"shortcuts    {clock.Elapsed.TotalSeconds,7:F2} s  ({shortcuts.Images:N0} images, {shortcuts.Comparisons.Count} comparisons; target 1 s)");
        Console.WriteLine($"peak memory  {process.PeakWorkingSet64 / 1048576,7} MB");
        Boxes();
        ReadingBench.Run(Models, table.Count);
        Console.WriteLine(string.Join(", ", comparisons.GroupBy(comparison => comparison.Verdict).Select(group => $"{group.Key} {group.Count()}")));
        return 0;
    }

    // Not part of the target: the seven localisation datasets of the release; those of Burgess have a cell and its nucleus.
    private static void Boxes()
    {
        var builder = new QuestionTableBuilder();
        var row = 0;
        foreach (var (source, images) in Sources.Where(source => source.Source.StartsWith("burgess", StringComparison.Ordinal) || source.Source.StartsWith("held", StringComparison.Ordinal) || source.Source.StartsWith("wu", StringComparison.Ordinal)))
            for (var image = 0; image < images; image++, row++)
                foreach (var name in source.StartsWith("burgess", StringComparison.Ordinal) ? ["cell", "nucleus"] : (string[])["object"])
                    builder.Add(Image(row, source), Question(QuestionKeys.LocalizationPrefix + name));
        var table = builder.Build();
        var models = Enumerable.Range(0, Models).Select(model => new ModelOutcomes(
            $"model-{model}", [.. Enumerable.Repeat(Outcome.Correct, table.Count)], [.. Enumerable.Range(0, table.Count).Select(item => new Random((model * table.Count) + item).Next(1_000_001))])).ToArray();
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(models, model => ScoreCalculator.Score(table, model.Outcomes, Protocols.Official, Seed, model.Credits));
        var scored = clock.Elapsed;
        PairedComparison.CompareAll(table, models);
        Console.WriteLine($"boxes        {scored.TotalSeconds,7:F2} s scores, {(clock.Elapsed - scored).TotalSeconds:F2} s comparisons ({table.Count} questions, {table.Slices.Count} slices)");
    }

    public static QuestionTable Items()
    {
        var builder = new QuestionTableBuilder();
        var row = 0;
        foreach (var (source, images) in Sources)
            for (var image = 0; image < images; image++, row++)
                foreach (var key in QuestionKeys.All)
                    if (key != QuestionKeys.Stain || source != "nirschl_unpub_fluorescence")
                        builder.Add(Image(row, source), Question(key));
        return builder.Build();
    }

    private static ImageRecord Image(int row, string source) =>
        new() { Row = row, Source = source, Offset = 0, Length = 0, Sha256 = "", Questions = [], Captions = [] };

    private static Question Question(string key) => new() { Key = key, Text = "", Options = [], AnswerIndex = 0 };

    // Accuracies from 0.25 to 0.65. Some images are harder for every model, and a few questions are missing.
    public static ModelOutcomes Outcomes(QuestionTable table, int model)
    {
        var difficulty = new Random(Seed);
        var hard = Enumerable.Range(0, table.Images).Select(_ => difficulty.NextDouble() * 0.4 - 0.2).ToArray();
        var random = new Random(Seed + 1 + model);
        var accuracy = 0.25 + 0.4 * model / (Models - 1);
        var outcomes = new Outcome[table.Count];
        for (var item = 0; item < outcomes.Length; item++)
            outcomes[item] = random.NextDouble() < 0.005 ? Outcome.Failed
                : random.NextDouble() < accuracy + hard[table.ImageOf(item)] ? Outcome.Correct
                : Outcome.Wrong;
        return new ModelOutcomes($"model-{model}", outcomes);
    }
}
