using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>The results of controls, repeats and option orders, over whole tasks.</summary>
internal static class PassTables
{
    /// <summary>The tables with at least one row.</summary>
    public static IReadOnlyList<PassTable> Of(ReportIndex index) =>
        [.. new[] { Gains(index), Controls(index), Repeats(index), Orders(index), Places(index) }.Where(table => table.Rows.Count > 0)];

    private static IEnumerable<ReportComparison> GainsOf(ReportIndex index) =>
        (index.Report.VisionGain ?? []).Where(gain => gain.Slice == Leaderboard.WholeTask).OrderBy(gain => index.Tasks.ToList().IndexOf(gain.Task));

    private static IEnumerable<(string Model, ReportRepeats Repeats, RepeatScore Task)> RepeatsOf(ReportIndex index) =>
        from model in index.Report.Models
        where model.Repeats is not null
        from task in model.Repeats!.Tasks
        orderby index.Tasks.ToList().IndexOf(task.Task)
        select (model.Id, model.Repeats!, task);

    private static IEnumerable<(string Model, ReportPermutations Permutations, PermutationScore Task)> OrdersOf(ReportIndex index) =>
        from model in index.Report.Models
        where model.Permutations is not null
        from task in model.Permutations!.Tasks
        orderby index.Tasks.ToList().IndexOf(task.Task)
        select (model.Id, model.Permutations!, task);

    private static PassTable Gains(ReportIndex index) => new(
        "Vision gain",
        "A model's accuracy minus that of its control on the same questions, in percentage points, with its 95% interval (paired, clustered by image) and p before and after correction. "
            + "blind: the same prompts without an image. shuffled-image: with another image of the same source dataset; same answer says how often that image has the same correct answer. "
            + "Where the gain is small, the model does not answer from the image; but where at least two thirds of the shown images have the same answer, a small gain shows nothing, and the only verdict given is 'better'.",
        ["Task", "Model", "Control", "Model is", "Accuracy", "Control", "Gain", "95% interval", "p", "p (Holm)", "n", "Same answer, %"],
        4,
        [
            .. from gain in GainsOf(index)
               select (string[])
               [
                   gain.Task, gain.A, gain.B, Verdict(index, gain), Accuracy(index, gain.A, gain.Task), Accuracy(index, gain.B, gain.Task),
                   ReportNumbers.Points(gain.Difference), ReportNumbers.PointsInterval(gain.Ci95), ReportNumbers.PValue(gain.P), ReportNumbers.PValue(gain.PHolm), ReportNumbers.Count(gain.N), SameAnswer(gain.SameAnswer),
               ],
        ])
    {
        Verdict = 3,
        Chart = new PassChart("Gain", true, [.. GainsOf(index).Select(gain => (gain.Difference, gain.Ci95))]),
    };

    // A control that refuses counts as wrong, which would show a gain where there is none.
    private static string Verdict(ReportIndex index, ReportComparison gain) =>
        ((string[])[gain.A, gain.B]).Where(index.Alarms.ContainsKey).ToList() is { Count: > 0 } alarms
            ? $"no verdict: alarm of {string.Join(" and ", alarms)}"
            : gain is { SameAnswer.IsMajority: true, Verdict: not Verdicts.Better } ? "no verdict: the shown images mostly have the same answer" : gain.Verdict;

    private static string SameAnswer(ReportSameAnswer? same) => same switch
    {
        null => ReportNumbers.None,
        { Share: null } => "not known",
        _ => $"{ReportNumbers.Percent(same.Share, 1)} (n {ReportNumbers.Count(same.N)})",
    };

    private static PassTable Controls(ReportIndex index) => new(
        "Cost of the controls",
        "Controls are separate passes: they can fail in part, and they cost money.",
        ["Control", "Result", "Missing", "Calls", "Reused", "Tokens in", "Tokens out", "Cost"],
        2,
        [
            .. from model in index.Report.Models
               where model.ControlOf is not null
               select (string[])
               [
                   model.Id, model.Void ? $"void: {model.VoidReason}" : model.Alarm is { } alarm ? $"alarm: {alarm.InShort}" : "counts",
                   $"{ReportNumbers.Count(model.Missing)} of {ReportNumbers.Count(model.Outcomes.Total - model.NotApplicable)}",
                   ReportNumbers.Count(model.Usage.Calls), ReportNumbers.Count(model.Usage.Reused), ReportNumbers.Count(model.Usage.InputTokens),
                   ReportNumbers.Count(model.Usage.OutputTokens), ReportNumbers.Usd(model.Usage.Usd),
               ],
        ])
    {
        IsClosed = true,
        HasTasks = false,
    };

    private static PassTable Repeats(ReportIndex index) => new(
        "Repeats",
        "Each question asked several times; the first time is the one that is scored. Flips: questions whose answers do not all name the same option, as the strict protocol reads them.",
        ["Task", "Model", "Times", "Flips, %", "95% interval", "n", "Mean accuracy", "95% interval", "Each time"],
        2,
        [
            .. from pass in RepeatsOf(index)
               let task = pass.Task
               select (string[])
               [
                   task.Task, pass.Model, ReportNumbers.Count(pass.Repeats.Repeats), ReportNumbers.Percent(task.FlipRate), ReportNumbers.Interval(task.FlipCi95),
                   ReportNumbers.Count(task.N), WithN(task.MeanAccuracy, task.Answers?.Sum()), ReportNumbers.Interval(task.Ci95),
                   string.Join(", ", task.Accuracies.Select((accuracy, time) => WithN(accuracy, task.Answers?[time]))),
               ],
        ])
    {
        Chart = new PassChart("Flips", false, [.. RepeatsOf(index).Select(pass => (pass.Task.FlipRate, pass.Task.FlipCi95))]),
    };

    private static PassTable Orders(ReportIndex index) => new(
        "Option orders",
        "The same questions with their options in further seeded orders. The stored order is the one that is scored. Reordered: answered questions whose options stood in another order than the stored one; "
            + "the others measure nothing, because they repeat the stored question.",
        ["Task", "Model", "None of the above", "Stored", "Further orders, mean", "95% interval", "Each order", "Reordered"],
        3,
        [
            .. from pass in OrdersOf(index)
               let task = pass.Task
               let further = task.Orders.Skip(1).ToList()
               select (string[])
               [
                   task.Task, pass.Model, pass.Permutations.NoneOfTheAbove, WithN(task.Orders[0].Accuracy, task.Orders[0].N),
                   .. task.MeasuresNothing
                       ? (string[])[NoOrderEffect(further.Sum(order => order.N)), ReportNumbers.None, ReportNumbers.None]
                       : [WithN(task.MeanAccuracy, further.Sum(order => order.N)), ReportNumbers.Interval(task.Ci95), string.Join(", ", further.Select(order => WithN(order.Accuracy, order.N)))],
                   further.Any(order => order.Reordered is null) ? ReportNumbers.None : $"{ReportNumbers.Count(further.Sum(order => order.Reordered))} of {ReportNumbers.Count(further.Sum(order => order.N))}",
               ],
        ])
    {
        Chart = new PassChart("Further orders", false, [.. OrdersOf(index).Select(pass => pass.Task.MeasuresNothing ? ((double?)null, (IReadOnlyList<double>?)null) : (pass.Task.MeanAccuracy, pass.Task.Ci95))]),
    };

    private static string NoOrderEffect(int answered) => answered == 0
        ? "no order effect measured: no question was answered"
        : $"no order effect measured: all {ReportNumbers.Count(answered)} answered questions had their options as stored";

    private static PassTable Places(ReportIndex index) => new(
        "Places",
        "Over the further orders: accuracy by the place of the correct option, and how often each place is answered and how often it is correct (of the answers with a readable option). "
            + "A model without a preference for a letter answers each letter about as often as it is correct.",
        ["Task", "Model", "Place", "Accuracy", "95% interval", "n", "Answered, %", "Correct, %"],
        3,
        [
            .. from pass in OrdersOf(index)
               let task = pass.Task
               where !task.MeasuresNothing
               from place in task.Positions
               select (string[])
               [
                   task.Task, pass.Model, place.Letter, ReportNumbers.Percent(place.Accuracy), ReportNumbers.Interval(place.Ci95), ReportNumbers.Count(place.N),
                   WithN(place.AnswerShare, task.Read), WithN(place.GoldShare, task.Read),
               ],
        ])
    {
        IsClosed = true,
        Chart = new PassChart("Accuracy", false, [.. OrdersOf(index).Where(pass => !pass.Task.MeasuresNothing).SelectMany(pass => pass.Task.Positions).Select(place => (place.Accuracy, place.Ci95))]),
    };

    private static string Accuracy(ReportIndex index, string model, string task) =>
        index.Find(model, task, Leaderboard.WholeTask, index.Report.Run.Protocol) is { } score ? WithN(score.Accuracy, score.N) : ReportNumbers.None;

    private static string WithN(double? share, int? n) => ReportNumbers.Percent(share) + (share is null || n is null ? "" : $" (n {ReportNumbers.Count(n)})");
}
