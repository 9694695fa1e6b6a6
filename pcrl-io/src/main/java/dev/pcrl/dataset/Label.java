package dev.pcrl.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is known of a case, in a form that does not depend on its data set. In a manifest, {@code kind} tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ImageLabels.class, name = "image"),
    @JsonSubTypes.Type(value = PointLabels.class, name = "points"),
    @JsonSubTypes.Type(value = SegmentationLabel.class, name = "segmentation")
})
public sealed interface Label permits ImageLabels, PointLabels, SegmentationLabel {}
