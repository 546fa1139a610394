using System.Globalization;
using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Viewing;

/// <summary>Collects the questions of a dataset, row by row.</summary>
internal sealed class ViewedQuestionsBuilder
{
    private readonly QuestionTableBuilder _table = new();
    private readonly List<string> _tasks = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _textNumbers = new(StringComparer.Ordinal);
    private readonly List<int[]> _options = [];
    private readonly Dictionary<string, int> _optionNumbers = new(StringComparer.Ordinal);
    private readonly List<(byte Task, int Text, int Options, sbyte Gold, byte Occurrence, int Reference, byte Parts, ulong Image)> _questions = [];

    /// <summary>Adds a row with all its questions, those that are made from its regions too.</summary>
    public void Add(ImageRecord image)
    {
        var times = new Dictionary<string, byte>(StringComparer.Ordinal);
        var hash = HashOf(image);
        foreach (var question in image.Questions.Concat(LocalizationQuestions.Of(image)))
        {
            var time = times[question.Key] = (byte)Math.Min(byte.MaxValue, times.GetValueOrDefault(question.Key) + 1);
            _table.Add(image, question);
            _questions.Add((
                TaskNumber(question.TaskName),
                NumberOf(question.Text),
                OptionsNumber(question.Options),
                question.Options.Count == 0 ? (sbyte)-1 : (sbyte)question.AnswerIndex,
                time,
                question.Target is { } target ? NumberOf(ReferenceText(target)) : -1,
                (byte)Math.Min(byte.MaxValue, image.PartCount),
                hash));
        }
    }

    /// <summary>The columns of the added questions.</summary>
    public ViewedQuestions Build(DatasetInfo info) => new(info, _table.Build(), new ViewedColumns
    {
        Tasks = _tasks,
        TaskOf = [.. _questions.Select(question => question.Task)],
        Texts = _texts,
        TextOf = [.. _questions.Select(question => question.Text)],
        Options = _options,
        OptionsOf = [.. _questions.Select(question => question.Options)],
        GoldOf = [.. _questions.Select(question => question.Gold)],
        Occurrence = [.. _questions.Select(question => question.Occurrence)],
        ReferenceOf = [.. _questions.Select(question => question.Reference)],
        PartsOf = [.. _questions.Select(question => question.Parts)],
        ImageOf = [.. _questions.Select(question => question.Image)],
    });

    /// <summary>The beginning of the hash of an item's images, as a number.</summary>
    internal static ulong HashOf(ImageRecord image) =>
        ulong.TryParse(image.ContentSha256.AsSpan(0, Math.Min(16, image.ContentSha256.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash) ? hash : 0;

    /// <summary>What a localisation question expects, as the report says it.</summary>
    internal static string ReferenceText(LocalizationTarget target) => $"{target.Boxes.Count} × {target.ClassName}";

    private byte TaskNumber(string task)
    {
        var number = _tasks.IndexOf(task);
        if (number >= 0) return (byte)number;
        if (_tasks.Count > byte.MaxValue) throw new UserException($"The dataset has more than {byte.MaxValue + 1} tasks; the last is \"{task}\". The viewer cannot show so many.");
        _tasks.Add(task);
        return (byte)(_tasks.Count - 1);
    }

    private int NumberOf(string text)
    {
        if (_textNumbers.TryGetValue(text, out var number)) return number;
        _textNumbers.Add(text, number = _texts.Count);
        _texts.Add(text);
        return number;
    }

    private int OptionsNumber(IReadOnlyList<string> options)
    {
        int[] numbers = [.. options.Select(NumberOf)];
        var key = string.Join(' ', numbers);
        if (_optionNumbers.TryGetValue(key, out var number)) return number;
        _optionNumbers.Add(key, number = _options.Count);
        _options.Add(numbers);
        return number;
    }
}
