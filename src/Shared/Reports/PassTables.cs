namespace MuBench.Reports;

/// <summary>What controls, repeats and option orders show, over whole tasks.</summary>
internal static class PassTables
{
    /// <summary>The tables that have rows.</summary>
    public static IReadOnlyList<PassTable> Of(ReportIndex index) =>
        [.. new[] { Gains(index), Controls(index), Repeats(index), Orders(index), Places(index) }.Where(table => table.Rows.Count > 0)];

    private static PassTable Gains(ReportIndex index) => new(
        "Vision gain",
        "A model's accuracy less that of its control on the same questions, in percentage points, with its 95% interval (paired, clustered by image) and p before and after correction. "
            + "blind: the same prompts without an image. shuffled-image: with another image of the same source dataset. Where the gain is small, the model does not answer from the image.",
        ["Task", "Model", "Control", "Model is", "Accuracy", "Control", "Gain", "95% interval", "p", "p (Holm)", "n"],
        4,
        [
            .. from gain in index.Report.VisionGain ?? []
               where gain.Slice == Leaderboard.WholeTask
               orderby index.Tasks.ToList().IndexOf(gain.Task)
               select (string[])
               [
                   gain.Task, gain.A, gain.B, gain.Verdict, Accuracy(index, gain.A, gain.Task), Accuracy(index, gain.B, gain.Task),
                   ReportNumbers.Points(gain.Difference), ReportNumbers.PointsInterval(gain.Ci95), ReportNumbers.PValue(gain.P), ReportNumbers.PValue(gain.PHolm), ReportNumbers.Count(gain.N),
               ],
        ]);

    private static PassTable Controls(ReportIndex index) => new(
        "What the controls took",
        "Controls are passes of their own: they can fail in part, and cost.",
        ["Control", "Result", "Missing", "Calls", "Reused", "Tokens in", "Tokens out", "Cost"],
        2,
        [
            .. from model in index.Report.Models
               where model.ControlOf is not null
               select (string[])
               [
                   model.Id, model.Void ? $"void: {model.VoidReason}" : "counts", ReportNumbers.Count(model.Missing),
                   ReportNumbers.Count(model.Usage.Calls), ReportNumbers.Count(model.Usage.Reused), ReportNumbers.Count(model.Usage.InputTokens),
                   ReportNumbers.Count(model.Usage.OutputTokens), ReportNumbers.Usd(model.Usage.Usd),
               ],
        ]);

    private static PassTable Repeats(ReportIndex index) => new(
        "Repeats",
        "Each question asked several times; the first time is the one that is scored. Flips: questions whose answers do not all name the same option, as the strict protocol reads them.",
        ["Task", "Model", "Times", "Flips, %", "95% interval", "n", "Mean accuracy", "95% interval", "Each time"],
        2,
        [
            .. from model in index.Report.Models
               where model.Repeats is not null
               from task in model.Repeats!.Tasks
               select (string[])
               [
                   task.Task, model.Id, ReportNumbers.Count(model.Repeats!.Repeats), ReportNumbers.Percent(task.FlipRate), ReportNumbers.Interval(task.FlipCi95),
                   ReportNumbers.Count(task.N), ReportNumbers.Percent(task.MeanAccuracy), ReportNumbers.Interval(task.Ci95),
                   string.Join(", ", task.Accuracies.Select(accuracy => ReportNumbers.Percent(accuracy))),
               ],
        ]);

    private static PassTable Orders(ReportIndex index) => new(
        "Option orders",
        "The same questions with their options in further seeded orders. The stored order is the one that is scored.",
        ["Task", "Model", "None of the above", "Stored", "Further orders, mean", "95% interval", "Each order"],
        3,
        [
            .. from model in index.Report.Models
               where model.Permutations is not null
               from task in model.Permutations!.Tasks
               select (string[])
               [
                   task.Task, model.Id, model.Permutations!.NoneOfTheAbove, ReportNumbers.Percent(task.Orders[0].Accuracy), ReportNumbers.Percent(task.MeanAccuracy),
                   ReportNumbers.Interval(task.Ci95), string.Join(", ", task.Orders.Skip(1).Select(order => ReportNumbers.Percent(order.Accuracy))),
               ],
        ]);

    private static PassTable Places(ReportIndex index) => new(
        "Places",
        "Over the further orders: the accuracy where the correct option stands at a place, and how often the place is answered and how often it is right (of the answers that an option is read from). "
            + "A model without a liking for a letter answers each about as often as it is right.",
        ["Task", "Model", "Place", "Accuracy", "95% interval", "n", "Answered, %", "Correct, %"],
        3,
        [
            .. from model in index.Report.Models
               where model.Permutations is not null
               from task in model.Permutations!.Tasks
               from place in task.Positions
               select (string[])
               [
                   task.Task, model.Id, place.Letter, ReportNumbers.Percent(place.Accuracy), ReportNumbers.Interval(place.Ci95), ReportNumbers.Count(place.N),
                   ReportNumbers.Percent(place.AnswerShare), ReportNumbers.Percent(place.GoldShare),
               ],
        ]);

    private static string Accuracy(ReportIndex index, string model, string task) =>
        ReportNumbers.Percent(index.Find(model, task, Leaderboard.WholeTask, index.Report.Run.Protocol)?.Accuracy);
}
