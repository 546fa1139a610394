using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Slices;

/// <summary>The value of each response of a slice: the fractional score of a graded one, else whether it is correct.</summary>
internal readonly ref struct SliceCredits(QuestionSlice slice, ReadOnlySpan<Outcome> outcomes, ReadOnlySpan<int> credits)
{
    private readonly ReadOnlySpan<Outcome> _outcomes = outcomes;
    private readonly ReadOnlySpan<int> _credits = credits;
    private readonly bool _isGraded = slice.IsGraded;

    /// <summary>The value of a fully correct question.</summary>
    public static int UnitOf(QuestionSlice slice) => slice.IsGraded ? QuestionCredits.Whole : 1;

    /// <summary>The value of an answered question, from 0 to the unit. A graded question without a stored score has the value 0.</summary>
    public int Of(int question) => _isGraded
        ? _credits.IsEmpty ? 0 : _credits[question]
        : _outcomes[question] == Outcome.Correct ? 1 : 0;
}
