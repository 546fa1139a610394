using MuBench.Datasets;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>The positions of some rows' questions in the table of a run's questions, and their slices.</summary>
internal sealed class QuestionPlaces
{
    private readonly Dictionary<int, List<int>> _questionsOfRow;
    private readonly Dictionary<int, List<int>> _slicesOfQuestion = [];
    private readonly int[] _rows;

    private QuestionPlaces(QuestionTable questions, HashSet<int> rows)
    {
        _rows = [.. rows.Order()];
        _questionsOfRow = rows.ToDictionary(row => row, _ => new List<int>());
        for (var question = 0; question < questions.Count; question++)
        {
            if (!_questionsOfRow.TryGetValue(questions.RowOf(question), out var ofRow)) continue;
            ofRow.Add(question);
            _slicesOfQuestion.Add(question, []);
        }

        for (var slice = 0; slice < questions.Slices.Count; slice++)
        {
            foreach (var question in questions.Slices[slice].Questions)
            {
                if (_slicesOfQuestion.TryGetValue(question, out var ofItem)) ofItem.Add(slice);
            }
        }

        Slices = [.. questions.Slices.Select(slice => new BrowsedSlice(slice.Task, slice.Slice))];
    }

    /// <summary>The slices.</summary>
    public IReadOnlyList<BrowsedSlice> Slices { get; }

    public static QuestionPlaces Of(QuestionTable questions, HashSet<int> rows) => new(questions, rows);

    /// <summary>Whether a row is included.</summary>
    public bool Has(int row) => _questionsOfRow.ContainsKey(row);

    /// <summary>Whether a shard has one of the rows.</summary>
    public bool HasRowIn(ShardInfo shard)
    {
        var next = Array.BinarySearch(_rows, shard.FirstRow);
        next = next < 0 ? ~next : next;
        return next < _rows.Length && _rows[next] < shard.FirstRow + shard.Images;
    }

    /// <summary>The questions of a row, in the order of the plan.</summary>
    public IReadOnlyList<int> QuestionsOf(int row) => _questionsOfRow[row];

    /// <summary>Indices of the slices of a question.</summary>
    public IReadOnlyList<int> SlicesOf(int question) => _slicesOfQuestion[question];
}
