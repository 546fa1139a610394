using System.Globalization;

namespace MuBench.Datasets;

/// <summary>The ids of questions in addresses, notes and exports: <c>ROW.KEY</c>, with <c>.2</c> and so on for a key that its row has again.</summary>
internal static class QuestionIds
{
    /// <summary>The id of a question.</summary>
    /// <param name="row">Its row in the dataset.</param>
    /// <param name="key">Its key.</param>
    /// <param name="occurrence">How many questions of the row with the key there are up to it, from 1.</param>
    public static string Of(int row, string key, int occurrence) => string.Create(CultureInfo.InvariantCulture, $"{row}.{key}{(occurrence > 1 ? $".{occurrence}" : "")}");

    /// <summary>The id of a question of an item.</summary>
    public static string Of(ImageRecord image, Question question)
    {
        var occurrence = 1;
        foreach (var other in image.Questions)
        {
            if (ReferenceEquals(other, question)) break;
            if (other.Key == question.Key) occurrence++;
        }

        return Of(image.Row, question.Key, occurrence);
    }
}
