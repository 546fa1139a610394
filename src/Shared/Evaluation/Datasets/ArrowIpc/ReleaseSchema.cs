using Apache.Arrow;
using Apache.Arrow.Types;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>Checks once that the types of a file's columns can be read; a message names the column.</summary>
internal static class ReleaseSchema
{
    private static readonly string[] Texts =
    [
        ReleaseColumns.ImageId, ReleaseColumns.Dataset, ReleaseColumns.LabelName, ReleaseColumns.Domain, ReleaseColumns.Subdomain,
        ReleaseColumns.Modality, ReleaseColumns.Submodality, ReleaseColumns.Stain, ReleaseColumns.License, ReleaseColumns.Scale,
    ];

    /// <exception cref="UserException">A required column is missing, or a column has another type than in the release.</exception>
    public static void Check(Schema schema, string path)
    {
        if (MicroVqaColumns.Has(schema))
        {
            MicroVqaTable.Check(schema, path);
            return;
        }

        var columns = schema.FieldsList.ToDictionary(field => field.Name, field => field.DataType);
        foreach (var needed in (string[])[ReleaseColumns.Image, ReleaseColumns.Questions])
        {
            if (!columns.ContainsKey(needed))
                throw new UserException($"'{path}' has no column '{needed}'. Its columns: {string.Join(", ", columns.Keys)}.");
        }

        Require(path, ReleaseColumns.Image, columns[ReleaseColumns.Image], IsImage, "binary, or a struct with binary 'bytes'");
        foreach (var name in Texts.Where(columns.ContainsKey))
            Require(path, name, columns[name], IsText, "text");
        if (columns.TryGetValue(ReleaseColumns.Synthetic, out var synthetic))
            Require(path, ReleaseColumns.Synthetic, synthetic, type => type is BooleanType or NullType, "true or false");
        CheckChoices(path, ReleaseColumns.Questions, columns[ReleaseColumns.Questions]);
        if (columns.TryGetValue(ReleaseColumns.Captions, out var captions))
            CheckChoices(path, ReleaseColumns.Captions, captions);
    }

    private static void CheckChoices(string path, string name, IArrowType type)
    {
        Require(path, name, type, found => found is StructType or NullType, "a struct with one field per key");
        foreach (var key in type is StructType keys ? keys.Fields : [])
        {
            Require(path, $"{name}.{key.Name}", key.DataType, found => found is StructType or NullType, "a struct");
            foreach (var part in key.DataType is StructType parts ? parts.Fields : [])
            {
                if (part.Name is "id" or "question" or "answer" or "answer_idx")
                    Require(path, $"{name}.{key.Name}.{part.Name}", part.DataType, IsText, "text or a whole number");
                else if (part.Name == "options")
                    Require(path, $"{name}.{key.Name}.options", part.DataType, IsTextList, "a list of texts");
            }
        }
    }

    private static void Require(string path, string column, IArrowType type, Func<IArrowType, bool> isRead, string expected)
    {
        if (!isRead(type))
            throw new UserException($"'{path}': the column '{column}' has the type {type.Name}; expected {expected}.");
    }

    public static bool IsImage(IArrowType type) => type switch
    {
        BinaryType or LargeBinaryType => true,
        StructType structure => structure.Fields.Any(field => field.Name == "bytes" && field.DataType is BinaryType or LargeBinaryType),
        _ => false,
    };

    private static bool IsText(IArrowType type) => type switch
    {
        NullType or StringType or LargeStringType or StringViewType or BooleanType => true,
        DictionaryType dictionary => IsText(dictionary.ValueType),
        _ => type is IntegerType,
    };

    public static bool IsTextList(IArrowType type) => type switch
    {
        NullType => true,
        ListType list => IsText(list.ValueDataType),
        LargeListType list => IsText(list.ValueDataType),
        FixedSizeListType list => IsText(list.ValueDataType),
        _ => false,
    };
}
