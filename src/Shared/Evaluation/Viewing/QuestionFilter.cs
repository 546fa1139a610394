using MuBench.Notes;
using MuBench.Scoring.Outcomes;

namespace MuBench.Viewing;

/// <summary>Finds the questions that meet the conditions of a query. The rules of disagreement are those of the report's browser of questions.</summary>
internal sealed class QuestionFilter
{
    private const int Correct = (int)Outcome.Correct;

    private static readonly string[] Names = ["correct", "wrong", "unparsed", "refused", "filtered", "truncated", "failed", "not run"];

    private readonly ViewedQuestions _questions;
    private readonly byte[][] _judges;
    private readonly byte[][] _all;
    private readonly int _protocol;

    private QuestionFilter(ViewedQuestions questions, ViewedModels models, int protocol)
    {
        (_questions, _protocol) = (questions, protocol);
        _all = [.. models.Models.Select(model => model.Outcomes)];

        // Those that can see: the errors of floors are no disagreement, unless there is nothing else.
        byte[][] seeing = [.. models.Models.Where(model => !model.IsFloor).Select(model => model.Outcomes)];
        _judges = seeing.Length > 0 ? seeing : _all;
    }

    /// <summary>The questions that meet a query, ascending. Without a condition these are the questions that any of the models was asked.</summary>
    public static IReadOnlyList<int> Find(ViewedQuestions questions, ViewedModels models, IReadOnlyDictionary<string, QuestionNote> notes, QuestionQuery query)
    {
        var filter = new QuestionFilter(questions, models, query.Protocol == "strict" ? 1 : 0);
        if (filter.Conditions(models, notes, query) is not { } conditions) return [];
        var found = new List<int>();
        for (var question = 0; question < questions.Count; question++)
        {
            if (filter.IsAsked(question) && conditions.TrueForAll(condition => condition(question))) found.Add(question);
        }

        return found;
    }

    // Null if a condition names what there is not, so that no question meets it.
    private List<Func<int, bool>>? Conditions(ViewedModels models, IReadOnlyDictionary<string, QuestionNote> notes, QuestionQuery query)
    {
        var conditions = new List<Func<int, bool>>();
        var columns = _questions.Columns;
        var model = models.Models.FirstOrDefault(one => one.Label == query.Model)?.Outcomes;
        var other = models.Models.FirstOrDefault(one => one.Label == query.Other)?.Outcomes;
        if ((query.Model.Length > 0 && model is null) || (query.Other.Length > 0 && other is null)) return null;
        if (query.Task.Length > 0)
        {
            var task = columns.Tasks.Index().Where(one => one.Item == query.Task).Select(one => one.Index).FirstOrDefault(-1);
            conditions.Add(question => columns.TaskOf[question] == task);
        }

        if (query.Source.Length > 0) conditions.Add(question => _questions.Table.SourceOf(question) == query.Source);
        if (query.Key.Length > 0) conditions.Add(question => _questions.Table.KeyOf(question) == query.Key);
        if (query.Outcome.Length > 0) conditions.Add(OutcomeIs(query.Outcome, model is null ? _all : [model]));
        else if (model is not null && other is null) conditions.Add(question => At(model, question) != OutcomePair.NotAsked);
        if (model is not null && other is not null) conditions.Add(question => IsAnswered(At(model, question)) && IsAnswered(At(other, question)) && (At(model, question) == Correct) != (At(other, question) == Correct));
        if (query.Differ.Length > 0) conditions.Add(Disagreement(query.Differ));
        if (query.Tag.Length > 0) conditions.Add(Tagged(notes, query.Tag));
        if (query.Text.Length > 0) conditions.Add(Contains(notes, query.Text));
        return conditions;
    }

    private Func<int, bool> OutcomeIs(string name, byte[][] models)
    {
        var wanted = Array.IndexOf(Names, name);
        return name == "missing"
            ? question => models.Any(model => At(model, question) is (int)Outcome.Failed or (int)Outcome.NotRun)
            : question => models.Any(model => At(model, question) == wanted);
    }

    private Func<int, bool> Disagreement(string kind) => kind switch
    {
        "models" => question => AnyAnswered(question, outcome => outcome == Correct) && AnyAnswered(question, outcome => outcome != Correct),
        "protocols" => question => Array.Exists(_judges, model => model[question] != OutcomePair.OfNotAsked && (OutcomePair.At(model[question], 0) == Correct) != (OutcomePair.At(model[question], 1) == Correct)),
        "none" => question => AnyAnswered(question, _ => true) && !AnyAnswered(question, outcome => outcome == Correct),
        "every" => question => AnyAnswered(question, _ => true) && Array.TrueForAll(_judges, model => At(model, question) is Correct or OutcomePair.NotAsked),
        _ => _ => false,
    };

    private bool AnyAnswered(int question, Func<int, bool> meets)
    {
        foreach (var model in _judges)
        {
            var outcome = At(model, question);
            if (IsAnswered(outcome) && meets(outcome)) return true;
        }

        return false;
    }

    private Func<int, bool> Tagged(IReadOnlyDictionary<string, QuestionNote> notes, string tag)
    {
        var tagged = notes.Values.Where(note => tag == "*" || note.Tags.Contains(tag, StringComparer.Ordinal)).Select(note => _questions.Find(note.Question)).OfType<int>().ToHashSet();
        return tagged.Contains;
    }

    private Func<int, bool> Contains(IReadOnlyDictionary<string, QuestionNote> notes, string text)
    {
        var columns = _questions.Columns;
        var hits = columns.Texts.Select(one => one.Contains(text, StringComparison.OrdinalIgnoreCase)).ToArray();
        var lists = columns.Options.Select(options => Array.Exists(options, option => hits[option])).ToArray();
        var noted = notes.Values.Where(note => note.Text.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(note => _questions.Find(note.Question)).OfType<int>().ToHashSet();
        var named = _questions.Find(text);
        return question => hits[columns.TextOf[question]] || lists[columns.OptionsOf[question]] || noted.Contains(question) || question == named
            || _questions.Table.KeyOf(question).Contains(text, StringComparison.OrdinalIgnoreCase) || _questions.Table.SourceOf(question).Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsAsked(int question) => Array.Exists(_all, model => model[question] != OutcomePair.OfNotAsked);

    private int At(byte[] model, int question) => OutcomePair.At(model[question], _protocol);

    private static bool IsAnswered(int outcome) => outcome < (int)Outcome.Failed;
}
