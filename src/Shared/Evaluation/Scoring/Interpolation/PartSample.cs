namespace MuBench.Scoring.Interpolation;

/// <summary>The values of one model, or of a pair, on the parts: unweighted means and the data for their intervals.</summary>
internal sealed class PartSample
{
    /// <summary>Number of values per cell of an image: sum, questions, squares.</summary>
    private const int CellWidth = 3;

    private readonly PartTable _table;
    private readonly StratumTally[] _strata;
    private readonly long[] _totals;

    private PartSample(PartTable table, StratumTally[] strata)
    {
        _table = table;
        _strata = strata;
        _totals = new long[table.Strata * Width];
        for (var stratum = 0; stratum < strata.Length; stratum++)
            strata[stratum].AddTo(_totals.AsSpan(stratum * Width, Width));
    }

    private int Width => CellWidth * _table.Tasks;

    /// <summary>Adds up the values of questions.</summary>
    /// <param name="table">The parts.</param>
    /// <param name="includes">Whether an image, numbered as in the question table, belongs to the sample.</param>
    /// <param name="value">
    /// The value of a question: 1 for correct, 0 for wrong, the difference for a pair; null if the question does not
    /// belong to the sample.
    /// </param>
    public static PartSample Of(PartTable table, Func<int, bool> includes, Func<int, int?> value)
    {
        var strata = Enumerable.Range(0, table.Strata).Select(_ => new StratumTally()).ToArray();
        var items = table.Questions;
        Span<long> image = stackalloc long[CellWidth * table.Tasks];
        for (var question = 0; question < items.Count;)
        {
            var first = question;
            var answered = false;
            image.Clear();
            for (; question < items.Count && items.ImageOf(question) == items.ImageOf(first); question++)
            {
                if (!includes(items.ImageOf(question)) || value(question) is not { } sum)
                    continue;
                var cell = image[(CellWidth * table.TaskOf(question))..];
                cell[0] += sum;
                cell[1]++;
                cell[2] += (long)sum * sum;
                answered = true;
            }

            if (answered)
                strata[table.StratumOf(first)].Add(image);
        }

        return new PartSample(table, strata);
    }

    /// <summary>Number of parts of a group with a question.</summary>
    public int Count(PartGroup group) => Parts(group).Count();

    /// <summary>Number of questions of a group.</summary>
    public int Questions(PartGroup group) => (int)Parts(group).Sum(part => part.Questions);

    /// <summary>The unweighted mean over a group's parts; null if no part has a question.</summary>
    public double? Mean(PartGroup group) => Parts(group).Select(part => (double?)part.Mean).Average();

    /// <summary>The spread of a group's mean; null if none of its parts has a question.</summary>
    /// <param name="group">The parts.</param>
    /// <param name="min">The minimum value of a question.</param>
    public PartSpread? SpreadOf(PartGroup group, double min)
    {
        var parts = Parts(group).ToArray();
        return parts.Length == 0 ? null : PartSpread.Of(parts, _strata.Length, min);
    }

    private IEnumerable<Part> Parts(PartGroup group)
    {
        foreach (var cells in group.Cells)
        {
            long sum = 0, questions = 0, squares = 0;
            foreach (var cell in cells)
            {
                sum += _totals[CellWidth * cell];
                questions += _totals[(CellWidth * cell) + 1];
                squares += _totals[(CellWidth * cell) + 2];
            }

            if (questions > 0)
                yield return new Part(sum, questions, squares, [.. cells.SelectMany(ImagesOf)]);
        }
    }

    private IEnumerable<PartImages> ImagesOf(int cell)
    {
        var (stratum, offset) = (cell / _table.Tasks, CellWidth * (cell % _table.Tasks));
        return _strata[stratum].Types.Select((type, index) => new PartImages(stratum, index, type.Values[offset], type.Values[offset + 1], type.Images));
    }
}
