using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Assisting;

/// <summary>Names questions, so that those of two tables can be matched.</summary>
internal static class QuestionNames
{
    /// <summary>The row and the key of each question, and how many questions with the same ones come before it.</summary>
    public static IEnumerable<(int Row, string Key, int Before)> Of(QuestionTable questions)
    {
        var seen = new Dictionary<(int Row, string Key), int>();
        for (var question = 0; question < questions.Count; question++)
        {
            var name = (questions.RowOf(question), questions.KeyOf(question));
            var before = seen.GetValueOrDefault(name);
            seen[name] = before + 1;
            yield return (name.Item1, name.Item2, before);
        }
    }
}
