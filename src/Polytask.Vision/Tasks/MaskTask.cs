using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Vision.Tasks;

/// <summary>A task whose labels are masks: images with the number of a class for every pixel, as a PNG in grey or with a palette, or as PGM.</summary>
public abstract record MaskTask : LabelImageTask, IConstrained
{
    /// <summary>The names of the classes, in the order of their numbers in the masks from 0 on; by default every number of the training masks is a class.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The number in the masks of pixels that have no class.</summary>
    [Range(0, ushort.MaxValue)]
    public int Void { get; init; } = 255;

    /// <inheritdoc/>
    public virtual IEnumerable<(string Key, string Message)> Problems()
    {
        if (Classes is null) yield break;
        if (Classes.Distinct(StringComparer.Ordinal).Count() is var distinct && (distinct < Classes.Count || distinct < 2))
            yield return ("classes", $"expected at least two different names, found {string.Join(", ", Classes)}. Name each class once.");
        if (Void < Classes.Count) yield return ("void", $"{Void} is the number of the class \"{Classes[Void]}\". Expected one that no class has, {Classes.Count} or more.");
    }

    /// <summary>Finds size and classes of the training masks.</summary>
    internal Masks Look(string name, IEnumerable<(string Value, Place Place)> labels)
    {
        var images = new LabelImages(Column ?? name);
        using var open = images.Open();
        var pixels = new SortedDictionary<int, long>();
        Look(labels, (cell, place) =>
        {
            foreach (var number in images.Read(cell, place).Numbers)
                if (number != Void) pixels[number] = pixels.GetValueOrDefault(number) + 1;
        });
        if (images.Height == 0) throw new DataException($"tasks.{name}: column '{Column ?? name}' has no mask in any training row. Expected at least one; check the column, the task's source and where, and the split.");
        var found = new MaskClasses(images.Height, images.Width, [.. Classes ?? pixels.Keys.Select(number => $"{number}")], Classes is null ? [.. pixels.Keys] : [.. Enumerable.Range(0, Classes.Count)]);
        if (found.Names.Length < 2) throw new DataException($"tasks.{name}: all pixels of the training masks of column '{Column ?? name}' are of one class. Expected at least two; check the column and 'void'.");
        return new Masks(name, Column ?? name, Void, found, [.. found.Numbers.Select(number => pixels.GetValueOrDefault(number))]);
    }
}

/// <summary>Size and classes of masks, as they are saved.</summary>
/// <param name="Height">The height of a mask.</param>
/// <param name="Width">Its width.</param>
/// <param name="Names">The names of the classes.</param>
/// <param name="Numbers">The number of each class in the masks.</param>
internal sealed record MaskClasses(int Height, int Width, string[] Names, int[] Numbers)
{
    public bool IsSound => Height > 0 && Width > 0 && Names?.Length > 1 && Numbers?.Length == Names.Length;
}
